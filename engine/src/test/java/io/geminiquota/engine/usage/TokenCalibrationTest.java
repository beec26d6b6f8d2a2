package io.geminiquota.engine.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenCalibrationTest {

  private static final String MODEL = "gemini-2.5-flash";

  private final TokenCalibration calibration = new TokenCalibration();
  private final Random random = new Random(42);

  @Test
  void believesTheDocumentationBeforeItHasLearnedAnything() {
    assertThat(calibration.estimate(MODEL, size(700, 258))).isEqualTo(958);
    assertThat(calibration.estimate(MODEL, RequestSize.UNKNOWN)).isEqualTo(1);
  }

  @Test
  void changesNothingWhereTheDocumentationIsExact() {
    for (int i = 0; i < 500; i++) {
      long text = 1L + random.nextInt(5000);
      long media = 258L * random.nextInt(4);
      assertThat(calibration.estimate(MODEL, size(text, media))).isEqualTo(text + media);
      calibration.learn(MODEL, size(text, media), usage(text + media));
    }
  }

  @Test
  void learnsTextAndMediaApart() {
    for (int i = 0; i < 200; i++) {
      long text = 100L + random.nextInt(900);
      boolean picture = i % 3 == 0;
      calibration.learn(
          MODEL,
          size(text, picture ? 258 : 0),
          usage(Math.round(text * 1.4) + (picture ? 1120 : 0)));
    }
    assertThat(calibration.estimate(MODEL, size(1000, 0))).isCloseTo(1400, within(20L));
    assertThat(calibration.estimate(MODEL, size(10, 2580))).isCloseTo(11_214, within(300L));
    assertThat(calibration.estimate("gemini-3-pro", size(1000, 0))).isEqualTo(1000);
  }

  @Test
  void estimatesSlightlyMoreThanTheMeanOfScatteredCounts() {
    double estimated = 0;
    double actual = 0;
    for (int i = 0; i < 5000; i++) {
      RequestSize size = size(200 + random.nextInt(2000), 0);
      long counted = Math.round(size.textTokens() * 1.3 * Math.exp(0.2 * random.nextGaussian()));
      if (i > 100) {
        estimated += calibration.estimate(MODEL, size);
        actual += counted;
      }
      calibration.learn(MODEL, size, usage(counted));
    }
    assertThat(estimated / actual).isBetween(1.0, 1.12);
  }

  @Test
  void isNotMovedFarByOneWildAnswer() {
    for (int i = 0; i < 100; i++) {
      calibration.learn(MODEL, size(1000, 0), usage(1000));
    }
    calibration.learn(MODEL, size(1000, 0), usage(900_000));
    assertThat(calibration.estimate(MODEL, size(1000, 0))).isBetween(1000L, 1100L);
  }

  @Test
  void followsALastingChange() {
    for (int i = 0; i < 100; i++) {
      calibration.learn(MODEL, size(1000, 0), usage(1000));
    }
    for (int i = 0; i < 100; i++) {
      calibration.learn(MODEL, size(1000, 0), usage(3000));
    }
    assertThat(calibration.estimate(MODEL, size(1000, 0))).isBetween(2900L, 3300L);
  }

  @Test
  void staysWithinItsBoundsWhateverTheAnswersSay() {
    for (int i = 0; i < 2000; i++) {
      long actual = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(100_000);
      calibration.learn(MODEL, size(random.nextInt(3), random.nextInt(1000)), usage(actual));
      calibration.learn(MODEL, size(random.nextInt(1000), 0), usage(actual));
      assertThat(calibration.estimate(MODEL, size(1000, 1000))).isBetween(500L, 16_000L);
    }
  }

  @Test
  void leavesTheNamedCacheOutOfWhatTheTextExplains() {
    for (int i = 0; i < 50; i++) {
      calibration.learn(
          MODEL, new RequestSize(1, 500, 0, 0, true), new Usage(50_500, 9, 0, 50_000, 50_509));
    }
    assertThat(calibration.estimate(MODEL, size(500, 0))).isEqualTo(500);
  }

  @Test
  void sharesAmongAllModelsBeyondTheOnesItKeepsApart() {
    for (int i = 0; i < 300; i++) {
      calibration.learn("model-" + i, size(1000, 0), usage(2000));
    }
    assertThat(calibration.estimate("model-0", size(1000, 0))).isBetween(1900L, 2100L);
    assertThat(calibration.estimate("model-299", size(1000, 0))).isBetween(1900L, 2100L);
    assertThat(calibration.estimate("model-1000", size(1000, 0))).isBetween(1900L, 2100L);
  }

  private static RequestSize size(long text, long media) {
    return new RequestSize(1, text, media, 0, false);
  }

  private static Usage usage(long prompt) {
    return new Usage(prompt, 0, 0, 0, prompt);
  }
}
