package io.geminiquota.benchmarks.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.geminiquota.adapters.cache.KeptAnswers;
import io.geminiquota.adapters.okhttp.InterceptorSeam;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.policy.CacheSettings;
import io.geminiquota.engine.policy.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A call from the making of its request to the last byte of its answer, without a network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields before it measures
public class HitBenchmark {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final String URL =
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent";
  private static final String ANSWER =
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\""
          + "An answer. ".repeat(90)
          + "\"}],\"role\":\"model\"},\"finishReason\":\"STOP\"}],\"usageMetadata\":"
          + "{\"promptTokenCount\":7,\"candidatesTokenCount\":9,\"totalTokenCount\":16}}";

  /** Who answers; all of them, unless JMH is told otherwise. */
  @Param public Lane lane;

  /** How long the prompt is, in characters. */
  @Param({"100", "10000"})
  public int prompt;

  private final Cache<String, String> own = Caffeine.newBuilder().maximumSize(1000).build();

  private Pacemaker pacemaker;
  private OkHttpClient client;
  private String json;
  private RequestBody body;

  /** Builds the client, and asks once: what is measured is not the first of its kind. */
  @Setup
  public void build() throws IOException {
    TimeSource time = TimeSource.system();
    pacemaker = new Pacemaker(time);
    OkHttpClient.Builder builder = new OkHttpClient.Builder();
    if (lane == Lane.GOVERNED || lane == Lane.HIT) {
      Settings settings = settings();
      Governor governor =
          new Governor(settings, time, pacemaker, () -> ThreadLocalRandom.current().nextLong());
      KeptAnswers answers =
          new KeptAnswers(
              settings.cache(), time, pacemaker, (topic, line) -> {}, HitBenchmark::fail);
      InterceptorSeam seam =
          new InterceptorSeam(
              governor, answers.cache(), CallObserver.none(), HitBenchmark::fail, time, pacemaker);
      InterceptorSeam.govern(builder, HitBenchmark.class.getClassLoader(), () -> seam);
    }
    client = builder.addInterceptor(HitBenchmark::answer).build();
    String text = "A prompt. ".repeat(prompt / 10);
    json =
        "{\"contents\":[{\"parts\":[{\"text\":\""
            + text
            + "\"}],\"role\":\"user\"}],\"generationConfig\":{\"temperature\":0.0}}";
    body = RequestBody.create(json, JSON);
    String first = ask();
    if (!first.equals(ask())) {
      throw new IllegalStateException("another answer");
    }
  }

  /** Ends the thread of the engine. */
  @TearDown
  public void stop() {
    pacemaker.close();
  }

  /** What is measured. */
  @Benchmark
  public String ask() throws IOException {
    if (lane != Lane.CAFFEINE) {
      return send();
    }
    String asked = URL + json;
    String kept = own.getIfPresent(asked);
    if (kept == null) {
      kept = send();
      own.put(asked, kept);
    }
    return kept;
  }

  private String send() throws IOException {
    Request request =
        new Request.Builder().url(URL).header("x-goog-api-key", "a key").post(body).build();
    try (Response response = client.newCall(request).execute()) {
      return response.body().string();
    }
  }

  private Settings settings() {
    Settings of = Settings.defaults();
    Duration keep = lane == Lane.HIT ? Duration.ofDays(1) : Duration.ZERO;
    return new Settings(
        of.enabled(),
        of.limits(),
        of.retries(),
        of.maxWait(),
        of.queue(),
        of.minute(),
        of.quotaZone(),
        of.stateDir(),
        of.project(),
        of.routes(),
        new CacheSettings(keep, Map.of(), false, 64L << 20, null),
        of.cluster(),
        of.sdkRetries(),
        of.log(),
        of.otlpEndpoint());
  }

  private static Response answer(Interceptor.Chain chain) {
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .header("Content-Type", "application/json")
        .body(ResponseBody.create(ANSWER, JSON))
        .build();
  }

  private static void fail(Throwable fault) {
    throw new IllegalStateException(fault);
  }
}
