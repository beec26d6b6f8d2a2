package io.geminiquota.benchmarks.goodput;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.benchmarks.goodput.app.Unit;
import io.geminiquota.testkit.RequestRecord;
import io.geminiquota.testkit.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresTest {

  private static final Quota QUOTA = Quota.rolling(Unit.REQUESTS, 2, Duration.ofSeconds(10));
  private static final List<Call> CALLS =
      List.of(new Call(0, 0, 1), new Call(0, 0, 2), new Call(0, seconds(4), 3));
  private static final long START = seconds(100);

  @Test
  void countsWhatTheSimulatorSaw() {
    Figures figures =
        Figures.of(
            QUOTA,
            CALLS,
            List.of(
                request(101, 1, 200),
                request(101, 2, 200),
                request(105, 3, 429),
                request(112, 3, 200)),
            START);

    assertThat(figures.calls()).isEqualTo(3);
    assertThat(figures.sent()).isEqualTo(4);
    assertThat(figures.rejected()).isEqualTo(1);
    assertThat(figures.lost()).isZero();
    assertThat(figures.makespanNanos()).isEqualTo(seconds(11));
    assertThat(figures.dictatedNanos()).isEqualTo(seconds(10));
    assertThat(figures.ratio()).isEqualTo(1.1);
    assertThat(figures.requestsPerSuccess()).isEqualTo(4 / 3.0);
    assertThat(figures.p50WaitNanos()).isEqualTo(seconds(1));
    assertThat(figures.p99WaitNanos()).isEqualTo(seconds(8));
    assertThat(figures.idealP99WaitNanos()).isEqualTo(seconds(6));
  }

  @Test
  void tellsApartWhatWasRejectedOnceTheLimitCouldBeKnown() {
    Figures figures =
        Figures.of(
            QUOTA,
            CALLS,
            List.of(request(105, 1, 429), request(105, 2, 429), request(106, 3, 429)),
            START);

    assertThat(figures.rejected()).isEqualTo(3);
    assertThat(figures.rejectedLater()).isEqualTo(1);
  }

  @Test
  void aCallThatWasServedTwiceIsNoTwoCallsAndOneThatNeverWasIsLost() {
    Figures figures =
        Figures.of(
            QUOTA,
            CALLS,
            List.of(request(100, 1, 200), request(101, 1, 200), request(102, 2, 503)),
            START);

    assertThat(figures.lost()).isEqualTo(2);
    assertThat(figures.sent()).isEqualTo(3);
    assertThat(figures.rejected()).isZero();
    assertThat(figures.makespanNanos()).isZero();
  }

  @Test
  void ofARunWithoutARequestAllIsLost() {
    Figures figures = Figures.of(QUOTA, CALLS, List.of(), START);

    assertThat(figures.lost()).isEqualTo(3);
    assertThat(figures.requestsPerSuccess()).isNaN();
    assertThat(Format.ratio(figures.requestsPerSuccess())).isEqualTo("-");
  }

  private static RequestRecord request(long arrivalSeconds, long tokens, int status) {
    return new RequestRecord(
        seconds(arrivalSeconds),
        seconds(arrivalSeconds),
        "key-1",
        Conditions.MODEL,
        "generateContent",
        status,
        status == 200 ? Verdict.OK : Verdict.RATE_REQUESTS_PER_MINUTE,
        tokens,
        List.of(),
        Optional.empty());
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
