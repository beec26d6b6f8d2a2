package io.geminiquota.adapters.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeldomLinesTest {

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
  private final List<String> said = new ArrayList<>();
  private final SeldomLines lines = new SeldomLines(clock::get, said::add);

  @Test
  void whatRepeatsIsSaidOnceInTenMinutesWithTheNumberInBetween() {
    lines.say("topic", "one");
    lines.say("topic", "two");
    pass(Duration.ofMinutes(10).minusNanos(1));
    lines.say("topic", "three");
    pass(Duration.ofNanos(1));
    lines.say("topic", "four");

    assertThat(said).containsExactly("one", "four (and 2 more in between)");
  }

  @Test
  void topicsDoNotSilenceEachOther() {
    lines.say("one topic", "one");
    lines.say("another topic", "two");

    assertThat(said).containsExactly("one", "two");
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
