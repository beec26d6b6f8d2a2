package io.geminiquota.benchmarks.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call of one way took, in one run.
 *
 * @param nanos the median
 * @param bytes that the calling thread allocated for it, on average
 */
record Cost(long nanos, long bytes) {

  /** Of each way, by what {@link MeasuredCalls} has printed. */
  static Map<String, Cost> read(List<String> printed) {
    Map<String, Cost> costs = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    for (String line : printed) {
      String[] words = line.split(" ", -1);
      if (words.length == 3 && words[1].matches("\\d+") && words[2].matches("\\d+")) {
        costs.put(words[0], new Cost(Long.parseLong(words[1]), Long.parseLong(words[2])));
      } else {
        others.add(line);
      }
    }
    if (!others.isEmpty()) {
      throw new IllegalArgumentException("The program said: " + String.join("\n", others));
    }
    return costs;
  }
}
