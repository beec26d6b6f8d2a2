package io.geminiquota.benchmarks.goodput.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.genai.errors.ClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void theTutorialsRetryFiveTimesAndGiveUp() {
    assertThatExceptionOfType(ClientException.class)
        .isThrownBy(() -> Backoff.of(job(Way.TUTORIAL)).call(() -> fail(429)));
    assertThat(attempts).hasValue(6);
  }

  @Test
  void onlyA429IsRetried() {
    assertThatExceptionOfType(ClientException.class)
        .isThrownBy(() -> Backoff.of(job(Way.TUTORIAL)).call(() -> fail(400)));
    assertThat(attempts).hasValue(1);
  }

  @Test
  void whereTheSdkOrOursRetriesNobodyElseDoes() {
    for (Way way : List.of(Way.PLAIN, Way.MICRONAUT, Way.SDK_RETRIES)) {
      attempts.set(0);
      assertThatExceptionOfType(ClientException.class)
          .isThrownBy(() -> Backoff.of(job(way)).call(() -> fail(429)));
      assertThat(attempts).hasValue(1);
    }
  }

  @Test
  void aSuccessAfterSomeIsOne() throws Exception {
    String answer =
        Backoff.of(job(Way.GUAVA)).call(() -> attempts.get() < 2 ? fail(429) : "answer");

    assertThat(answer).isEqualTo("answer");
    assertThat(attempts).hasValue(2);
  }

  private String fail(int code) {
    attempts.incrementAndGet();
    throw new ClientException(code, "", "");
  }

  /** Of a minute so short that no pause lasts longer than a few milliseconds. */
  private static Job job(Way way) {
    return new Job(way, "model", Unit.REQUESTS, 1, Duration.ofMillis(6), 1, 1, Path.of("plan"));
  }
}
