package io.geminiquota.benchmarks.goodput;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What is asked of a contestant. */
interface Load {

  /** Draws the calls, in the order in which they are due. */
  List<Call> draw(Random random);

  /** All calls at once, spread over processes: the first makes so many, the second so many, ... */
  static Load burst(int... callsOfProcess) {
    return random -> {
      List<Integer> processes = new ArrayList<>();
      for (int process = 0; process < callsOfProcess.length; process++) {
        processes.addAll(Collections.nCopies(callsOfProcess[process], process));
      }
      Collections.shuffle(processes, random);
      List<Call> calls = new ArrayList<>();
      processes.forEach(process -> calls.add(new Call(process, 0, calls.size() + 1)));
      return calls;
    };
  }

  /** The same, but that one process begins later. */
  default Load from(int process, Duration later) {
    return random ->
        draw(random).stream()
            .map(
                call ->
                    call.process() == process
                        ? new Call(process, call.dueNanos() + later.toNanos(), call.tokens())
                        : call)
            .sorted(Comparator.comparingLong(Call::dueNanos))
            .toList();
  }

  /** Calls that come by chance, so many in a minute on the average; the first one at once. */
  static Load poisson(int count, double perMinute, Duration minute) {
    double meanGap = minute.toNanos() / perMinute;
    return random -> {
      List<Call> calls = new ArrayList<>();
      double due = 0;
      for (int i = 1; i <= count; i++) {
        calls.add(new Call(0, Math.round(due), i));
        due -= meanGap * Math.log(1 - random.nextDouble());
      }
      return calls;
    };
  }

  /**
   * All calls at once, their prompts of all lengths: as many from 10 to 100 tokens as from 10,000
   * to 100,000.
   *
   * @param total how many tokens all calls have together, at least
   */
  static Load prompts(long total, long shortest, long longest) {
    return random -> {
      List<Call> calls = new ArrayList<>();
      Set<Long> lengths = new HashSet<>();
      long sum = 0;
      while (sum < total) {
        double share = random.nextDouble();
        long tokens = Math.round(shortest * Math.pow((double) longest / shortest, share));
        while (!lengths.add(tokens)) {
          tokens = tokens == longest ? shortest : tokens + 1;
        }
        calls.add(new Call(0, 0, tokens));
        sum += tokens;
      }
      return calls;
    };
  }
}
