package io.geminiquota.micronaut;

import com.google.genai.Client;
import io.geminiquota.annotations.GeminiQuota;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A bean that asks Gemini by means that nobody meets: an HTTP client of its own. */
@Singleton
class UnseenAnswers implements Asking {

  static final String MODEL = "gemini-x";

  final CompletableFuture<String> endless = new CompletableFuture<>();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI uri;
  private final Client governed;

  UnseenAnswers(@Value("${gemini.client.base-url}") String baseUrl, Client governed) {
    this.uri = URI.create(baseUrl + "/v1beta/models/" + MODEL + ":generateContent");
    this.governed = governed;
  }

  @Override
  @GeminiQuota(model = MODEL)
  public String plain() {
    try {
      return textOf(http.send(request(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  @GeminiQuota(model = MODEL)
  public CompletionStage<String> stage() {
    return ask();
  }

  @Override
  @GeminiQuota(model = MODEL)
  public CompletableFuture<String> future() {
    return ask();
  }

  @Override
  @GeminiQuota(model = MODEL)
  public Mono<String> mono() {
    return Mono.fromFuture(this::ask);
  }

  @Override
  @GeminiQuota(model = MODEL)
  public Flux<String> flux() {
    return Flux.defer(() -> Mono.fromFuture(ask()).flux());
  }

  @Override
  @GeminiQuota(model = MODEL)
  public Publisher<String> publisher() {
    return Mono.fromFuture(this::ask);
  }

  @GeminiQuota(model = MODEL)
  CompletableFuture<String> endless() {
    return endless;
  }

  @GeminiQuota(model = MODEL)
  Flux<String> breaksInTheMiddle() {
    return Flux.concat(Mono.fromFuture(this::ask), Mono.fromFuture(this::ask));
  }

  @GeminiQuota(model = MODEL)
  String throughAGovernedClient() {
    return governed.models.generateContent(MODEL, "Hello", null).text();
  }

  @GeminiQuota(model = MODEL)
  String throughAnother() {
    return plain();
  }

  @GeminiQuota(model = MODEL)
  String wrong() {
    throw new IllegalStateException("nothing of Gemini's");
  }

  private CompletableFuture<String> ask() {
    return http.sendAsync(request(), HttpResponse.BodyHandlers.ofString())
        .thenApply(UnseenAnswers::textOf);
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(uri)
        .header("x-goog-api-key", "test-key")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}"))
        .build();
  }

  private static String textOf(HttpResponse<String> response) {
    if (response.statusCode() >= 400) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return response.body();
  }
}
