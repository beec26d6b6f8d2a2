package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.GeminiQuota;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Requests whose calls are held wait on no thread of the server's event loop. */
@Timeout(60)
class EventLoopTest {

  private static final int LIMIT = 4;
  private static final int REQUESTS = 3 * LIMIT;
  private static final Duration MINUTE = Duration.ofSeconds(1);

  private final Site site =
      new Site(
          "spec.name",
          "event loop",
          "micronaut.server.port",
          -1,
          "gemini.quota.rpm",
          LIMIT,
          "gemini.quota.minute",
          "1s");
  private final EmbeddedServer server = site.bean(EmbeddedServer.class).start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stage", "mono", "flux", "unseen-stage", "unseen-mono", "unseen-flux"})
  void whatIsHeldBlocksNoThreadOfTheLoop(String kind) {
    askAndWaitForAnswers(kind);
    assertThat(site.bean(Watched.class).watch.tooLong()).isEmpty();
  }

  @Test
  void whoWaitsForAPlainResultOnTheLoopIsSeen() {
    askAndWaitForAnswers("plain");
    assertThat(site.bean(Watched.class).watch.tooLong())
        .anySatisfy(stack -> assertThat(stack).contains("io.geminiquota.adapters."));
  }

  private void askAndWaitForAnswers(String kind) {
    ask(kind).join(); // What is loaded by the first one may take as long as it takes.
    site.bean(Watched.class).begin();
    long start = System.nanoTime();
    List<CompletableFuture<HttpResponse<String>>> answers =
        Stream.generate(() -> ask(kind)).limit(REQUESTS).toList();
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("some were held")
        .isGreaterThan(MINUTE);
    assertThat(site.bean(Watched.class).names)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(name).containsIgnoringCase("EventLoop"));
  }

  private CompletableFuture<HttpResponse<String>> ask(String kind) {
    return http.sendAsync(
        HttpRequest.newBuilder(server.getURI().resolve("/held/" + kind)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The threads that requests come in on. */
  @Singleton
  @Requires(property = "spec.name", value = "event loop")
  static class Watched implements AutoCloseable {

    final Set<String> names = ConcurrentHashMap.newKeySet();
    final LoopWatch watch = new LoopWatch();
    private volatile boolean begun;

    void begin() {
      begun = true;
    }

    void requestComesIn() {
      if (begun) {
        names.add(Thread.currentThread().getName());
        watch.watchCurrentThread();
      }
    }

    @PreDestroy
    @Override
    public void close() {
      watch.close();
    }
  }

  @Controller("/held")
  @Produces(MediaType.TEXT_PLAIN)
  @Requires(property = "spec.name", value = "event loop")
  static class Held {

    private final Watched watched;
    private final PatientAnswers answers;
    private final UnseenAnswers unseen;

    Held(Watched watched, PatientAnswers answers, UnseenAnswers unseen) {
      this.watched = watched;
      this.answers = answers;
      this.unseen = unseen;
    }

    @Get("/plain")
    String plain() {
      watched.requestComesIn();
      return answers.plain();
    }

    @Get("/stage")
    CompletableFuture<String> stage() {
      watched.requestComesIn();
      return answers.stage();
    }

    @Get("/mono")
    Mono<String> mono() {
      watched.requestComesIn();
      return answers.mono();
    }

    @Get("/flux")
    Flux<String> flux() {
      watched.requestComesIn();
      return answers.flux();
    }

    @Get("/unseen-stage")
    CompletableFuture<String> unseenStage() {
      watched.requestComesIn();
      return unseen.future();
    }

    @Get("/unseen-mono")
    Mono<String> unseenMono() {
      watched.requestComesIn();
      return unseen.mono();
    }

    @Get("/unseen-flux")
    Flux<String> unseenFlux() {
      watched.requestComesIn();
      return unseen.flux();
    }
  }

  /** Asks through the governed client, and waits for as long as it takes. */
  @Singleton
  @Requires(property = "spec.name", value = "event loop")
  static class PatientAnswers {

    private final Answers answers;

    PatientAnswers(Answers answers) {
      this.answers = answers;
    }

    @GeminiQuota
    String plain() {
      return answers.free();
    }

    @GeminiQuota
    CompletableFuture<String> stage() {
      return answers.freeAsync();
    }

    @GeminiQuota
    Mono<String> mono() {
      return Mono.fromFuture(answers::freeAsync);
    }

    @GeminiQuota
    Flux<String> flux() {
      return Flux.defer(() -> Mono.fromFuture(answers.freeAsync()).flux());
    }
  }
}
