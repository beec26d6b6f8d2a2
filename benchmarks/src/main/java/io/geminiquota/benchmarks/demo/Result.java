package io.geminiquota.benchmarks.demo;

import io.geminiquota.testkit.RequestRecord;
import io.geminiquota.testkit.otlp.ReceivedSpan;
import java.time.Duration;
import java.util.List;

/**
 * What came of a run.
 *
 * @param contestant who ran
 * @param answers what the application was left with
 * @param requests as the simulator saw them
 * @param spans as the agent sent them, empty without one and where a viewer got them
 */
record Result(
    Contestant contestant,
    Answers answers,
    List<RequestRecord> requests,
    List<ReceivedSpan> spans) {

  private static final int TOO_MANY_REQUESTS = 429;

  long rejected() {
    return requests.stream().filter(request -> request.status() == TOO_MANY_REQUESTS).count();
  }

  double requestsPerSuccess() {
    return (double) requests.size() / answers.succeeded();
  }

  /**
   * From the arrival of the first request to the end of the last answer, by the simulator's clock:
   * how long a JVM takes to start and to end is no matter of quotas.
   */
  Duration makespan() {
    long start = requests.stream().mapToLong(RequestRecord::arrivalNanos).min().orElse(0);
    long end = requests.stream().mapToLong(RequestRecord::answeredNanos).max().orElse(start);
    return Duration.ofNanos(Math.max(0, end - start));
  }

  /** How much longer it took than it had to. */
  double ratioTo(Duration dictated) {
    return (double) makespan().toNanos() / dictated.toNanos();
  }
}
