package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.limit.UseRange;
import io.geminiquota.engine.limit.WindowUse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of which keys it is said that they may be one project's. */
class SuspicionsTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int LIMIT = 60;
  private static final Suspicions.Told QUOTA = new Suspicions.Told("PerMinute", LIMIT);

  private final Suspicions suspicions = new Suspicions(MINUTE);
  private long now;

  @Test
  void itIsSaidOnce() {
    int said = 0;
    for (int window = 0; window < 100; window++) {
      int a = 20 + window % 20;
      said += turnedAway("a", Map.of("a", a, "b", LIMIT - a)) == null ? 0 : 1;
    }
    assertThat(said).isEqualTo(1);
  }

  @Test
  void twoOfThreeAreFound() {
    Suspicion said = null;
    for (int window = 0; said == null && window < 100; window++) {
      int a = 20 + window % 20;
      said = turnedAway("a", Map.of("a", a, "b", LIMIT - a, "c", 17));
    }
    assertThat(said.keys()).containsExactly("a", "b");
  }

  @Test
  void aKeyThatUsesNothingIsNotAmongThem() {
    Suspicion said = null;
    for (int window = 0; said == null && window < 100; window++) {
      int a = 20 + window % 20;
      said = turnedAway("a", Map.of("a", a, "b", LIMIT - a, "c", 0));
    }
    assertThat(said.keys()).containsExactly("a", "b");
  }

  @Test
  void allThreeAreFound() {
    Suspicion said = null;
    for (int window = 0; said == null && window < 100; window++) {
      int a = 10 + window % 20;
      int b = 15 + window % 7;
      said = turnedAway("a", Map.of("a", a, "b", b, "c", LIMIT - a - b));
    }
    assertThat(said.keys()).containsExactly("a", "b", "c");
  }

  @Test
  void onlyWhoWasTurnedAwayByTheSameQuotaIsAlike() {
    assertThat(suspicions.alike("a", QUOTA)).containsExactly("a");
    assertThat(suspicions.alike("b", QUOTA)).containsExactly("a", "b");
    assertThat(suspicions.alike("c", new Suspicions.Told("PerMinute", 2 * LIMIT)))
        .containsExactly("c");
    assertThat(suspicions.alike("d", new Suspicions.Told("Other", LIMIT))).containsExactly("d");
    assertThat(suspicions.alike("b", new Suspicions.Told("PerMinute", 2 * LIMIT)))
        .containsExactly("b", "c");
    assertThat(suspicions.alike("a", QUOTA)).containsExactly("a");
  }

  @Test
  void anotherQuotaSpeaksAgainstIt() {
    for (int window = 0; window < 100; window++) {
      int a = 20 + window % 20;
      suspicions.alike("b", window % 5 == 0 ? new Suspicions.Told("PerMinute", 61) : QUOTA);
      assertThat(turnedAway("a", Map.of("a", a, "b", LIMIT - a))).isNull();
    }
  }

  @Test
  void ofManyKeysNotAllAreLookedAt() {
    for (int key = 0; key < 1_000; key++) {
      assertThat(suspicions.alike("key-" + key, QUOTA)).hasSizeLessThanOrEqualTo(16);
    }
  }

  private Suspicion turnedAway(String key, Map<String, Integer> used) {
    now += MINUTE;
    Map<String, WindowUse> uses = new HashMap<>();
    used.forEach(
        (other, use) -> uses.put(other, new WindowUse(new UseRange(use, use), UseRange.NOTHING)));
    return suspicions.turnedAway(key, LIMIT, uses, now);
  }
}
