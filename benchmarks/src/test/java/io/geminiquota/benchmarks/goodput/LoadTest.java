package io.geminiquota.benchmarks.goodput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoadTest {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  @Test
  void aBurstIsSpreadOverItsProcesses() {
    List<Call> calls = Load.burst(5, 3, 1).draw(new Random(1));

    assertThat(calls).hasSize(9).allMatch(call -> call.dueNanos() == 0);
    assertThat(calls).filteredOn(call -> call.process() == 0).hasSize(5);
    assertThat(calls).filteredOn(call -> call.process() == 1).hasSize(3);
    assertThat(calls).filteredOn(call -> call.process() == 2).hasSize(1);
    assertThat(calls).extracting(Call::tokens).doesNotHaveDuplicates();
  }

  @Test
  void callsByChanceComeAsOftenAsIsSaidAndInOrder() {
    List<Call> calls = Load.poisson(10_000, 90, MINUTE).draw(new Random(7));

    double minutes = calls.get(9_999).dueNanos() / (double) MINUTE.toNanos();
    assertThat(9_999 / minutes).isBetween(88.0, 92.0);
    assertThat(calls.get(0).dueNanos()).isZero();
    assertThat(calls).isSortedAccordingTo(Comparator.comparingLong(Call::dueNanos));
    assertThat(calls).extracting(Call::tokens).doesNotHaveDuplicates();
  }

  @Test
  void promptsAreOfAllLengthsAndNoTwoAreEqual() {
    List<Call> calls = Load.prompts(5_000_000, 10, 100_000).draw(new Random(3));

    assertThat(calls).extracting(Call::tokens).doesNotHaveDuplicates();
    assertThat(calls).allMatch(call -> call.tokens() >= 10 && call.tokens() <= 100_000);
    assertThat(calls.stream().mapToLong(Call::tokens).sum()).isBetween(5_000_000L, 5_100_000L);
    // A quarter of the calls in each power of ten. There are too few lengths below 100 for that.
    assertThat(calls).filteredOn(call -> call.tokens() > 10_000).hasSizeBetween(90, 150);
    assertThat(calls)
        .filteredOn(call -> call.tokens() > 1_000 && call.tokens() <= 10_000)
        .hasSizeBetween(90, 150);
  }

  @Test
  void theSameSeedDrawsTheSame() {
    Load load = Load.poisson(50, 90, MINUTE);

    assertThat(load.draw(new Random(5))).isEqualTo(load.draw(new Random(5)));
    assertThat(load.draw(new Random(5))).isNotEqualTo(load.draw(new Random(6)));
  }
}
