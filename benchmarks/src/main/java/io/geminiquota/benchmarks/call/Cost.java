package io.geminiquota.benchmarks.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call of one way took, in one run.
 *
 * @param nanos the median
 * @param bytes that the calling thread allocated for it, on average
 * @param processorNanos that all threads of the JVM took for it, on average
 */
record Cost(long nanos, long bytes, long processorNanos) {

  private static final Pattern LINE = Pattern.compile("(\\S+) (\\d+) (\\d+) (\\d+)");

  /** Of each way, by what {@link MeasuredCalls} has printed. */
  static Map<String, Cost> read(List<String> printed) {
    Map<String, Cost> costs = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    for (String line : printed) {
      Matcher cost = LINE.matcher(line);
      if (cost.matches()) {
        costs.put(cost.group(1), new Cost(number(cost, 2), number(cost, 3), number(cost, 4)));
      } else {
        others.add(line);
      }
    }
    if (!others.isEmpty()) {
      throw new IllegalArgumentException("The program said: " + String.join("\n", others));
    }
    return costs;
  }

  private static long number(Matcher cost, int group) {
    return Long.parseLong(cost.group(group));
  }
}
