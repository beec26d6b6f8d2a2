package io.geminiquota.adapters.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FewLinesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final HandTurnedClock clock = new HandTurnedClock();
  private final List<String> said = new ArrayList<>();
  private final FewLines lines = new FewLines(clock, clock, said::add);

  @Test
  void theFirstIsSaidAtOnceAndTheRestOfAMinuteIsOneLine() {
    for (int i = 1; i <= 40; i++) {
      say("quota", "failure " + i);
      clock.pass(SECOND);
    }
    assertThat(said).containsExactly("failure 1 +0");
    clock.pass(MINUTE);
    assertThat(said).containsExactly("failure 1 +0", "failure 40 +38");
  }

  @Test
  void aStormOfAnHourIsFewLinesThatTellOfAll() {
    int all = 3600 * 5;
    for (int i = 1; i <= all; i++) {
      say("quota", "failure");
      clock.pass(Duration.ofMillis(200));
    }
    clock.pass(Duration.ofHours(1));

    assertThat(said).hasSizeBetween(6, 9);
    assertThat(told()).isEqualTo(all);
    assertThat(clock.tasks()).as("nothing is left to do").isZero();
  }

  @Test
  void afterAPauseInWhichNothingCameTheNextIsSaidAtOnce() {
    say("quota", "one");
    clock.pass(MINUTE);
    say("quota", "two");
    assertThat(said).containsExactly("one +0", "two +0");
  }

  @Test
  void topicsDoNotSilenceEachOther() {
    say("one", "one");
    say("another", "two");
    assertThat(said).containsExactly("one +0", "two +0");
  }

  @Test
  void whatWasNotSaidIsSaidAtTheEnd() {
    say("quota", "one");
    say("quota", "two");
    say("quota", "three");
    lines.sayRest();
    assertThat(said).containsExactly("one +0", "three +1");
    lines.sayRest();
    clock.pass(MINUTE);
    assertThat(said).hasSize(2);
  }

  @Test
  void topicsWithoutEndAreTakenForOneAndNoneIsLost() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      say("model " + random.nextInt(5_000), "failure");
    }
    clock.pass(Duration.ofHours(1));
    assertThat(said).hasSizeLessThan(1_100);
    assertThat(told()).isEqualTo(20_000);
    assertThat(clock.tasks()).isZero();
  }

  private void say(String topic, String line) {
    lines.say(topic, more -> line + " +" + more);
  }

  private long told() {
    return said.stream()
        .mapToLong(line -> 1 + Long.parseLong(line.substring(line.indexOf('+') + 1)))
        .sum();
  }
}
