package io.geminiquota.benchmarks.ways;

import io.geminiquota.testkit.RequestRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What came of a run.
 *
 * @param scenario that was run
 * @param answers what the application has printed of each call
 * @param requests as the simulator saw them, of the models that have quotas, in the order of their
 *     arrival
 * @param resetNanos when the quota's day ended for the application, by the simulator's clock
 */
record Journal(
    Scenario scenario, List<String> answers, List<RequestRecord> requests, long resetNanos) {

  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;

  /** How many calls never had an answer. */
  long lost() {
    long answered =
        answers.stream().filter(line -> line.startsWith(AskingApplication.ANSWERED + " ")).count();
    return scenario.calls() - answered;
  }

  long rejected() {
    return requests.stream().filter(request -> request.status() == TOO_MANY_REQUESTS).count();
  }

  /** The requests that were answered, of those that are meant. */
  List<RequestRecord> served(Predicate<RequestRecord> meant) {
    return requests.stream().filter(request -> request.status() == OK).filter(meant).toList();
  }

  /** How many calls were told that it was this model that answered, on this way. */
  long told(String modelAndWay) {
    String line = AskingApplication.ANSWERED + " " + modelAndWay;
    return answers.stream().filter(line::equals).count();
  }

  /** From the first request to the last. */
  Duration length() {
    return Duration.ofNanos(
        requests.get(requests.size() - 1).arrivalNanos() - requests.get(0).arrivalNanos());
  }
}
