package io.geminiquota.benchmarks.goodput;

import io.geminiquota.testkit.RequestRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run came to, all of it seen by the simulator.
 *
 * @param calls how many were wanted
 * @param sent how many requests arrived
 * @param rejected how many of them were answered with a 429
 * @param rejectedLater how many of those came when all that had been under way at the first had
 *     arrived, and its answer told the limit: a twentieth of a minute after it
 * @param lost how many calls never had an answer
 * @param makespanNanos from the arrival of the first request to that of the last one that was
 *     served
 * @param dictatedNanos the same of the {@link Oracle}
 * @param p50WaitNanos how long the call in the middle waited, from the moment it was wanted to the
 *     arrival of the request that was served; calls that were lost are left out
 * @param p99WaitNanos how long all but one in a hundred waited at most
 * @param idealP99WaitNanos the same of the oracle
 */
record Figures(
    int calls,
    int sent,
    int rejected,
    int rejectedLater,
    int lost,
    long makespanNanos,
    long dictatedNanos,
    long p50WaitNanos,
    long p99WaitNanos,
    long idealP99WaitNanos) {

  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MOMENTS_IN_A_MINUTE = 20;

  /**
   * Measures a run.
   *
   * @param calls in the order in which they were due
   * @param requests those that arrived after the start, in the order of their arrival
   * @param startNanos when the run was started, by the simulator's clock
   */
  static Figures of(Quota quota, List<Call> calls, List<RequestRecord> requests, long startNanos) {
    Map<Long, Call> byLength = new HashMap<>();
    calls.forEach(call -> byLength.put(call.tokens(), call));
    Set<Call> served = new HashSet<>();
    List<Long> waits = new ArrayList<>();
    List<Long> rejections = new ArrayList<>();
    long lastServed = startNanos;
    for (RequestRecord request : requests) {
      Call call = byLength.get(request.inputTokens());
      if (request.status() == TOO_MANY_REQUESTS) {
        rejections.add(request.arrivalNanos());
      } else if (request.status() == OK && call != null && served.add(call)) {
        waits.add(Math.max(0, request.arrivalNanos() - startNanos - call.dueNanos()));
        lastServed = request.arrivalNanos();
      }
    }
    long first = requests.isEmpty() ? startNanos : requests.get(0).arrivalNanos();
    List<Long> ideal = Oracle.admissions(quota, calls);
    List<Long> idealWaits = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      idealWaits.add(ideal.get(i) - calls.get(i).dueNanos());
    }
    return new Figures(
        calls.size(),
        requests.size(),
        rejections.size(),
        later(rejections, quota),
        calls.size() - served.size(),
        Math.max(0, lastServed - first),
        ideal.get(ideal.size() - 1) - ideal.get(0),
        percentile(waits, 50),
        percentile(waits, 99),
        percentile(idealWaits, 99));
  }

  private static int later(List<Long> rejections, Quota quota) {
    long moment = quota.minute().toNanos() / MOMENTS_IN_A_MINUTE;
    return (int) rejections.stream().filter(time -> time - rejections.get(0) > moment).count();
  }

  /** How much longer it took than the quota dictates; of a run that lost calls it says little. */
  double ratio() {
    return (double) makespanNanos / dictatedNanos;
  }

  /** How many requests a success took; infinite where there was none. */
  double requestsPerSuccess() {
    return (double) sent / (calls - lost);
  }

  /** How much longer the longest waits were than the oracle's. */
  double p99Ratio() {
    return (double) p99WaitNanos / idealP99WaitNanos;
  }

  /** The least value that so many percent do not exceed; 0 of nothing. */
  private static long percentile(List<Long> values, int percent) {
    if (values.isEmpty()) {
      return 0;
    }
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
  }
}
