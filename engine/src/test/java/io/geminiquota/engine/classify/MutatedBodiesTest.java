package io.geminiquota.engine.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However a body is damaged: there is a verdict with all its parts, an advice that can be printed,
 * and an answer for the application, at once.
 *
 * <p>{@code -Dgeminiquota.fuzz=1000000} says how many bodies, {@code -Dgeminiquota.fuzz.seed=1}
 * which ones.
 */
class MutatedBodiesTest {

  private static final int COUNT = Integer.getInteger("geminiquota.fuzz", 30_000);
  private static final long SEED = Long.getLong("geminiquota.fuzz.seed", 20_261_121L);

  private static final Duration FAR_TOO_LONG_FOR_EACH = Duration.ofMillis(10);
  private static final Duration FAR_TOO_LONG_FOR_ONE = Duration.ofSeconds(30);
  private static final int LONGEST_ADVICE = 4_000;

  private static final int[] STATUSES = {
    0, 200, 400, 401, 402, 403, 404, 408, 409, 413, 425, 429, 429, 429, 499, 500, 502, 503, 504,
    529, 999, -1
  };
  private static final @Nullable String[] RETRY_AFTER = {
    null,
    null,
    null,
    "5",
    "0",
    "-1",
    "1.5",
    "",
    "x",
    "Wed, 21 Oct 2026 07:28:00 GMT",
    "99999999999999999999",
    "9223372036854775807",
    "5\ud800"
  };
  private static final String ADVICE = "Wait, or say \"please\".";

  /** Unlike ours it reads JSON of any depth, and numbers of any length. */
  private static final JsonFactory ANY_JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  static List<SeedBodies.Seed> seeds() {
    return SeedBodies.ALL;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void undamagedASeedIsOfItsKind(SeedBodies.Seed seed) {
    assertThat(Classifier.classify(seed.status(), seed.body()).kind()).isEqualTo(seed.kind());
  }

  @Test
  void whateverIsDamagedThereIsAVerdictAndAnAdvice() {
    Timings timings = new Timings(COUNT);

    assertTimeoutPreemptively(
        FAR_TOO_LONG_FOR_EACH.multipliedBy(Math.max(COUNT, 10_000)),
        () -> {
          for (int i = 0; i < COUNT; i++) {
            mutateAndCheck(i, timings);
          }
        });

    System.out.println(COUNT + " mutations of seed " + SEED + ": " + timings);
    assertThat(timings.medianMicros()).as("median of a body of 2 KB, in us").isLessThan(1_000);
  }

  private static void mutateAndCheck(int index, Timings timings) {
    SplittableRandom random = new SplittableRandom(SEED + index);
    String body = new Mutations(random).mutated(SeedBodies.ALL);
    int status = STATUSES[random.nextInt(STATUSES.length)];
    String retryAfter = RETRY_AFTER[random.nextInt(RETRY_AFTER.length)];
    try {
      long start = System.nanoTime();
      Verdict verdict = Classifier.classify(status, retryAfter, body);
      timings.add(body, System.nanoTime() - start);
      check(verdict);
      checkAdvisedBody(body);
    } catch (RuntimeException | AssertionError thrown) {
      throw new AssertionError(
          "mutation " + index + " of seed " + SEED + ", HTTP " + status + ": " + body, thrown);
    }
  }

  private static void check(Verdict verdict) {
    require(verdict.retryable() == verdict.kind().retryable(), verdict);
    require(verdict.window() != null && verdict.httpStatus() >= -1, verdict);
    require(verdict.limit() == null || verdict.limit() >= 0, verdict);
    for (Violation violation : verdict.violations()) {
      require(violation.window() != null, verdict);
      boolean named = violation.quotaId() != null || violation.quotaMetric() != null;
      require(named || violation.limit() != null, verdict);
      require(violation.limit() == null || violation.limit() >= 0, verdict);
    }
    Duration wait = verdict.retryAfter();
    require(wait == null || !wait.isNegative(), verdict);
    require(!Verdict.FOREVER.equals(wait) || verdict.retryable() == Retryable.NEVER, verdict);

    String advice =
        Advice.of(verdict, new Circumstances("p-1", "m-1", Instant.EPOCH, ZoneOffset.UTC, null));
    require(advice.endsWith(".") && advice.length() < LONGEST_ADVICE, advice);
    require(advice.chars().allMatch(c -> c >= ' ' && c <= '~'), advice);
  }

  private static void checkAdvisedBody(String body) {
    String advised = AdvisedBody.append(body, ADVICE);
    require(!isJson(body) || isJson(advised), advised);
  }

  private static void require(boolean holds, Object what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = ANY_JSON.createParser(text)) {
      boolean any = parser.nextToken() != null;
      parser.skipChildren();
      return any && parser.nextToken() == null;
    } catch (IOException notJson) {
      return false;
    }
  }

  static List<SeedBodies.Seed> forms() {
    return SeedBodies.FORMS;
  }

  @ParameterizedTest
  @MethodSource("forms")
  void tenMegabytesOfEachFormAreNoTrouble(SeedBodies.Seed seed) {
    int size = 10 * 1024 * 1024;
    String body = seed.body();
    List<String> large =
        List.of(
            body + " ".repeat(size),
            body + "x".repeat(size),
            "\n".repeat(size) + body,
            body.repeat(size / body.length() + 1),
            body.replaceFirst("}$", ", \"y\": \"" + "z".repeat(size) + "\"}"),
            "[" + (body + ",").repeat(size / body.length()) + body + "]");
    for (String text : large) {
      check(
          assertTimeoutPreemptively(
              FAR_TOO_LONG_FOR_ONE, () -> Classifier.classify(seed.status(), text)));
      assertTimeoutPreemptively(FAR_TOO_LONG_FOR_ONE, () -> AdvisedBody.append(text, ADVICE));
    }
  }

  /** How long the classifier took. */
  private static final class Timings {

    private static final int SLOWEST = 32;

    private final PriorityQueue<Slow> slowest = new PriorityQueue<>();
    private final long[] ofTwoKilobytes;
    private int count;

    Timings(int most) {
      ofTwoKilobytes = new long[most];
    }

    void add(String body, long nanos) {
      if (body.length() >= 1_500 && body.length() <= 2_500) {
        ofTwoKilobytes[count++] = nanos;
      }
      slowest.add(new Slow(nanos, body));
      if (slowest.size() > SLOWEST) {
        slowest.remove();
      }
    }

    double medianMicros() {
      long[] sorted = Arrays.copyOf(ofTwoKilobytes, count);
      Arrays.sort(sorted);
      return count == 0 ? 0 : sorted[count / 2] / 1_000.0;
    }

    @Override
    public String toString() {
      Slow first = Collections.max(slowest);
      Slow warm = Collections.max(slowest.stream().map(Slow::again).toList());
      return "median of %d bodies of 1.5 to 2.5 KB: %.1f us; slowest: %s; warm: %s"
          .formatted(count, medianMicros(), first, warm);
    }
  }

  /** A body that took long, be it for its own sake or for a pause of the machine. */
  private record Slow(long nanos, String body) implements Comparable<Slow> {

    /** Its own part: the best of several. */
    Slow again() {
      long best = nanos;
      for (int i = 0; i < 20; i++) {
        long start = System.nanoTime();
        check(Classifier.classify(429, body));
        best = Math.min(best, System.nanoTime() - start);
      }
      return new Slow(best, body);
    }

    @Override
    public int compareTo(Slow other) {
      return Long.compare(nanos, other.nanos);
    }

    @Override
    public String toString() {
      return "%.2f ms for %d characters".formatted(nanos / 1e6, body.length());
    }
  }
}
