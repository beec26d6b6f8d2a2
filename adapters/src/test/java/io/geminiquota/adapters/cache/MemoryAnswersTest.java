package io.geminiquota.adapters.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.adapters.Clock;
import io.geminiquota.engine.cache.KeptAnswer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryAnswersTest {

  private final Clock clock = new Clock();

  @Test
  void anAnswerGoesWhenItExpires() {
    MemoryAnswers answers = new MemoryAnswers(1 << 20, clock);
    answers.keep(WritingJvm.key(1), answer(1, 100, Duration.ofMinutes(1)));
    answers.keep(WritingJvm.key(2), answer(2, 100, Duration.ofHours(1)));
    clock.advance(Duration.ofMinutes(2));
    assertThat(answers.find(WritingJvm.key(1))).isNull();
    assertThat(answers.find(WritingJvm.key(2))).isNotNull();
  }

  @Test
  void thereAreNeverMoreBytesThanAllowed() {
    MemoryAnswers answers = new MemoryAnswers(1_000_000, clock);
    for (int i = 0; i < 1000; i++) {
      answers.keep(WritingJvm.key(i), answer(i, 10_000, Duration.ofHours(1)));
    }
    long bytes = 0;
    for (int i = 0; i < 1000; i++) {
      KeptAnswer kept = answers.find(WritingJvm.key(i));
      bytes += kept == null ? 0 : kept.body().length;
    }
    assertThat(bytes).isBetween(500_000L, 1_000_000L);
  }

  @Test
  void withoutMemoryNothingIsKept() {
    MemoryAnswers answers = new MemoryAnswers(0, clock);
    answers.keep(WritingJvm.key(1), answer(1, 100, Duration.ofHours(1)));
    assertThat(answers.find(WritingJvm.key(1))).isNull();
  }

  private KeptAnswer answer(int number, int length, Duration keep) {
    Instant now = clock.now();
    return new KeptAnswer(
        200, "application/json", WritingJvm.body(number, length), null, now, now.plus(keep));
  }
}
