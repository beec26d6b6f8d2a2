package io.geminiquota.adapters.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.http.client.log.LoggingHttpClient;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import io.geminiquota.adapters.EndsOfCalls;
import io.geminiquota.adapters.NoCache;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.policy.MethodPolicyReader;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpClientSeamTest {

  private static final String GENERATE = "gemini-x:generateContent";
  private static final String STREAM = "gemini-x:streamGenerateContent?alt=sse";
  private static final Answer SOON = Answer.rateLimited(Duration.ofMillis(20));

  private static final String SHORT_MINUTE = "minute=1s";

  /** Far longer than any test: who is held by this quota is held for good. */
  private static final String LONG_MINUTE = "minute=1h,max-wait=2h,";

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();
  private final HttpClient jdk = jdk(Duration.ofSeconds(30));
  private final Pacemaker pacemaker = new Pacemaker(TimeSource.system());
  private final EndsOfCalls calls = new EndsOfCalls();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private Governor governor;

  @AfterEach
  void stop() {
    pacemaker.close();
    simulator.close();
    assertThat(faults).isEmpty();
  }

  @Test
  void aSuccessReachesTheApplicationAsItIs() {
    assertThat(chat(woven("")).chat("Hello")).contains("Hello");

    assertThat(simulator.requests()).hasSize(1);
    assertThat(calls.last().ending()).isEqualTo(Ending.SUCCEEDED);
  }

  @Test
  void whatFailsForAMomentIsSentAgain() {
    simulator.script("gemini-x", SOON, Answer.connectionCut(), Answer.ok());

    assertThat(chat(woven(SHORT_MINUTE)).chat("Hello")).contains("Hello");

    assertThat(simulator.requests()).hasSize(3);
    assertThat(calls.begun()).as("one call").isEqualTo(1);
    assertThat(calls.last().attempts()).isEqualTo(3);
  }

  @Test
  void embeddingsAreGovernedToo() {
    simulator.script("gemini-x", SOON, Answer.ok());
    GoogleAiEmbeddingModel model =
        GoogleAiEmbeddingModel.builder()
            .apiKey("test-key")
            .baseUrl(simulator.baseUrl() + "/v1beta")
            .modelName("gemini-x")
            .httpClientBuilder(new BuilderOf(woven(SHORT_MINUTE)))
            .build();

    assertThat(model.embed("Hello").content().vector()).isNotEmpty();
    assertThat(simulator.requests()).hasSize(2);
  }

  @Test
  void givingUpLeavesTheProvidersErrorAndAddsTheAdvice() {
    simulator.script("gemini-x", Answer.zeroQuota());

    assertThatThrownBy(() -> chat(woven("")).chat("Hello"))
        .isExactlyInstanceOf(RateLimitException.class)
        .hasMessageContainingAll("You exceeded your current quota", "[gemini-quota]", "billing")
        .cause()
        .isExactlyInstanceOf(HttpException.class)
        .hasStackTraceContaining("JdkHttpClient")
        .extracting("statusCode")
        .isEqualTo(429);
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void whileWeAreSwitchedOffCallsRunAsTheyAre() {
    simulator.script("gemini-x", Answer.zeroQuota());
    HttpClient client = woven("");
    governor.disable();

    assertThatThrownBy(() -> client.execute(request(GENERATE)))
        .isExactlyInstanceOf(HttpException.class)
        .message()
        .doesNotContain("[gemini-quota]");
    assertThat(calls.begun()).isEqualTo(0);
  }

  @Test
  void anErrorOfAClassOfItsOwnKeepsItsClass() {
    class OwnException extends HttpException {
      OwnException() {
        super(400, "no");
      }
    }
    OwnException own = new OwnException();
    HttpClient client = woven("", answering(() -> thrown(own)));

    assertThatThrownBy(() -> client.execute(request(GENERATE))).isSameAs(own);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replace", "keep"})
  void whoWouldMakeACallAgainLearnsThatItWasGivenUp(String retries) {
    simulator.script("gemini-x", Answer.badRequest(), Answer.ok());
    HttpClient client = woven("sdk-retries=" + retries);
    assertThatThrownBy(() -> client.execute(request(GENERATE))).isInstanceOf(HttpException.class);

    assertThat(governor.outerRetries().areInVain()).isEqualTo(retries.equals("replace"));
    governor.outerRetries().begin();
    assertThat(governor.outerRetries().areInVain()).isFalse();
    client.execute(request(GENERATE));
    assertThat(governor.outerRetries().areInVain()).isFalse();
  }

  @Test
  void aFaultThatIsNotTheConnectionsIsLeftToLangChain4j() {
    AtomicInteger attempts = new AtomicInteger();
    ConnectException unresolved = new ConnectException();
    unresolved.initCause(new UnresolvedAddressException());
    for (RuntimeException fault :
        List.of(new IllegalStateException("closed"), new RuntimeException(unresolved))) {
      HttpClient client =
          woven(
              "",
              answering(
                  () -> {
                    attempts.incrementAndGet();
                    return thrown(fault);
                  }));
      assertThatThrownBy(() -> client.execute(request(GENERATE))).isSameAs(fault);
    }

    assertThat(attempts).as("one each").hasValue(2);
    assertThat(governor.outerRetries().areInVain()).isFalse();
  }

  @Test
  void aClientWithoutAnAnswerIsAskedOnce() {
    AtomicInteger attempts = new AtomicInteger();
    HttpClient client =
        woven(
            "",
            answering(
                () -> {
                  attempts.incrementAndGet();
                  return null;
                }));

    assertThatThrownBy(() -> client.execute(request(GENERATE)))
        .isInstanceOf(NullPointerException.class);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void aTimeoutIsLangChain4jsOwn() {
    simulator.script("gemini-x", Answer.ok().delayedBy(Duration.ofMinutes(5)));
    HttpClient client = woven("retries=1", jdk(Duration.ofMillis(100)));

    assertThatThrownBy(() -> client.execute(request(GENERATE)))
        .isInstanceOf(TimeoutException.class);
    assertThat(calls.last().attempts()).isEqualTo(2);
  }

  @Test
  void whoCannotBeAdmittedInTimeIsToldAtOnceWithoutARequest() {
    HttpClient client = woven("minute=1h,max-wait=1s,rpm=1");
    client.execute(request(GENERATE));

    assertThatThrownBy(() -> client.execute(request(GENERATE)))
        .isExactlyInstanceOf(HttpException.class)
        .hasMessageContainingAll("RESOURCE_EXHAUSTED", "[gemini-quota]", "not sent")
        .extracting("statusCode")
        .isEqualTo(429);
    assertThat(simulator.requests()).hasSize(1);
    assertThat(governor.outerRetries().areInVain()).isTrue();
  }

  @Test
  void interruptingAHeldThreadEndsItsCallAndGivesItsPlaceBack() {
    HttpClient client = woven(LONG_MINUTE + "rpm=1,queue=1");
    client.execute(request(GENERATE));
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                client.execute(request(GENERATE));
              } catch (RuntimeException e) {
                end.complete(Thread.currentThread().isInterrupted() ? e.getCause() : e);
              }
            });
    caller.start();
    await().until(() -> caller.getState() == Thread.State.WAITING);
    caller.interrupt();

    assertThat(end.join()).isInstanceOf(InterruptedException.class);
    assertThat(calls.last().ending()).isEqualTo(Ending.CANCELLED);
    assertThat(governor.state().gates().get(0).waiting()).isZero();
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void ofSeveralLayersOneActs() {
    simulator.script("gemini-x", SOON, Answer.ok());
    HttpClient inner = woven(SHORT_MINUTE);
    HttpClient outer =
        new WovenClient(((WovenClient) inner).seam(), new LoggingHttpClient(inner, true, true));

    outer.execute(request(GENERATE));
    ToldEvents events = new ToldEvents();
    outer.execute(request(STREAM), events);
    events.closed.join();

    assertThat(calls.begun()).as("one for each").isEqualTo(2);
    assertThat(simulator.requests()).hasSize(3);
  }

  @Test
  void whatIsInsideOfTheClientIsToldThatItsCallIsCarried() {
    List<Boolean> carried = new CopyOnWriteArrayList<>();
    HttpClient client =
        woven(
            "",
            answering(
                () -> {
                  Scope scope = governor.scopes().current();
                  carried.add(scope != null && scope.isCarried());
                  return SuccessfulHttpResponse.builder().statusCode(200).body("{}").build();
                }));

    client.execute(request(GENERATE));

    assertThat(carried).containsExactly(true);
    assertThat(governor.scopes().current()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com/v1/chat/completions",
        "https://api.example.com",
        "https://generativelanguage.googleapis.com/v1beta/files?key=a",
        "no url at all"
      })
  void whatIsNotGeminisRunsAsItIs(String url) {
    SuccessfulHttpResponse answer = SuccessfulHttpResponse.builder().statusCode(200).build();
    HttpClient client = woven("rpm=1,max-wait=0s", answering(() -> answer));

    for (int i = 0; i < 3; i++) {
      assertThat(client.execute(requestTo(url))).isSameAs(answer);
    }

    assertThat(calls.begun()).isEqualTo(0);
  }

  @Test
  void aCallKeepsTheBudgetOfTheMethodThatItIsMadeIn() {
    HttpClient client = woven(LONG_MINUTE);
    governor.scopes().enter(method(Map.of("rpm", "1", "maxWait", "1s")));
    client.execute(request(GENERATE));

    assertThatThrownBy(() -> client.execute(request(GENERATE))).hasMessageContaining("budget");
    governor.scopes().change(null);
    client.execute(request(GENERATE));
    assertThat(simulator.requests()).hasSize(2);
  }

  @Test
  void aStreamFlowsThrough() {
    ToldEvents events = stream(woven(""));

    events.closed.join();
    assertThat(events.told).containsExactly("open", "event", "event", "event", "event", "close");
    assertThat(calls.last().ending()).isEqualTo(Ending.SUCCEEDED);
  }

  @Test
  void aStreamIsMadeAgainUntilItsFirstEvent() {
    simulator.script(
        "gemini-x",
        SOON,
        Answer.streamErrorBeforeFirstChunk(SOON),
        Answer.connectionCut(),
        Answer.ok());

    ToldEvents events = stream(woven(SHORT_MINUTE));

    events.closed.join();
    assertThat(events.told).containsExactly("open", "event", "event", "event", "event", "close");
    assertThat(simulator.requests()).hasSize(4);
    assertThat(calls.last().attempts()).isEqualTo(4);
  }

  @Test
  void aStreamIsNeverMadeAgainAfterItsFirstEvent() {
    simulator.script("gemini-x", Answer.streamCutAfter(2), Answer.ok());

    ToldEvents events = stream(woven(""));

    assertThat(events.error.join()).isNotInstanceOf(HttpException.class);
    assertThat(events.told).startsWith("open", "event", "event", "error");
    assertThat(simulator.requests()).hasSize(1);
    assertThat(calls.last().ending()).isEqualTo(Ending.FAILED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStreamThatIsGivenUpEndsWithTheProvidersErrorAndTheAdvice(boolean insideOfSuccess) {
    Answer zero = Answer.zeroQuota();
    simulator.script("gemini-x", insideOfSuccess ? Answer.streamErrorBeforeFirstChunk(zero) : zero);

    ToldEvents events = stream(woven(""));

    assertThat(events.error.join())
        .isExactlyInstanceOf(HttpException.class)
        .hasMessageContainingAll("You exceeded your current quota", "[gemini-quota]")
        .extracting("statusCode")
        .isEqualTo(429);
    assertThat(events.told).doesNotContain("event", "close");
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void nobodyWaitsForAStreamThatIsHeld() {
    HttpClient client = woven("minute=1s,rpm=1");
    stream(client).closed.join();

    ToldEvents held = stream(client);

    assertThat(held.told).isEmpty();
    held.closed.join();
    assertThat(held.told).startsWith("open", "event").endsWith("close");
    assertThat(simulator.requests()).hasSize(2);
  }

  @Test
  void aStreamThatCannotBeAdmittedInTimeIsToldSo() {
    HttpClient client = woven("minute=1h,max-wait=1s,rpm=1");
    stream(client).closed.join();

    ToldEvents refused = stream(client);

    assertThat(refused.error.join())
        .isExactlyInstanceOf(HttpException.class)
        .hasMessageContaining("[gemini-quota]");
    assertThat(refused.told).containsExactly("error");
    assertThat(simulator.requests()).hasSize(1);
  }

  @Test
  void whatTheClientThrowsWhenAStreamIsStartedReachesTheApplication() {
    IllegalStateException closed = new IllegalStateException("closed");
    HttpClient client = woven("", answering(() -> thrown(closed)));

    assertThatThrownBy(() -> client.execute(request(STREAM), new ToldEvents())).isSameAs(closed);
    assertThat(calls.last().ending()).isEqualTo(Ending.FAILED);
  }

  @Test
  void whatAStreamCallsIsInTheScopeOfItsCall() {
    HttpClient client = woven("");
    Scope method = method(Map.of("rpm", "100"));
    CompletableFuture<Scope> seen = new CompletableFuture<>();
    governor.scopes().enter(method);
    client.execute(
        request(STREAM),
        new ServerSentEventListener() {
          @Override
          public void onError(Throwable error) {
            seen.completeExceptionally(error);
          }

          @Override
          public void onClose() {
            seen.complete(governor.scopes().current());
          }
        });
    governor.scopes().change(null);

    assertThat(seen.join()).isSameAs(method);
  }

  private static HttpClient jdk(Duration timeout) {
    return JdkHttpClient.builder()
        .connectTimeout(Duration.ofSeconds(30))
        .readTimeout(timeout)
        .build();
  }

  private HttpClient woven(String settings) {
    return woven(settings, jdk);
  }

  private HttpClient woven(String settings, HttpClient client) {
    governor =
        new Governor(
            SettingsReader.read(settings, Map.of(), Map.of()).settings(),
            TimeSource.system(),
            pacemaker,
            new Random(1));
    return new WovenClient(
        new HttpClientSeam(governor, NoCache.cache(), calls, faults::add), client);
  }

  private GoogleAiGeminiChatModel chat(HttpClient client) {
    return GoogleAiGeminiChatModel.builder()
        .apiKey("test-key")
        .baseUrl(simulator.baseUrl() + "/v1beta")
        .modelName("gemini-x")
        .httpClientBuilder(new BuilderOf(client))
        .maxRetries(0)
        .build();
  }

  private ToldEvents stream(HttpClient client) {
    ToldEvents events = new ToldEvents();
    client.execute(request(STREAM), events);
    return events;
  }

  private HttpRequest request(String method) {
    return requestTo(simulator.baseUrl() + "/v1beta/models/" + method);
  }

  private static HttpRequest requestTo(String url) {
    return HttpRequest.builder()
        .method(HttpMethod.POST)
        .url(url)
        .addHeader("Content-Type", "application/json")
        .addHeader("X-Goog-Api-Key", "test-key")
        .body("{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}")
        .build();
  }

  private Scope method(Map<String, String> values) {
    return governor.scope(MethodPolicyReader.read("Answers.summarize", values).policy());
  }

  private static SuccessfulHttpResponse thrown(RuntimeException fault) {
    throw fault;
  }

  /** A client of the application's own. */
  private static HttpClient answering(Supplier<SuccessfulHttpResponse> answer) {
    return new HttpClient() {
      @Override
      public SuccessfulHttpResponse execute(HttpRequest request) {
        return answer.get();
      }

      @Override
      public void execute(
          HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        SuccessfulHttpResponse unused = answer.get();
      }
    };
  }
}
