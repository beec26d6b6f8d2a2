package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TierPresetsTest {

  @ParameterizedTest
  @CsvSource({
    "FREE, gemini-2.5-pro, 2, 125000, 50",
    "TIER_1, gemini-2.5-pro, 150, 2000000, 10000",
    "TIER_2, gemini-2.5-pro, 1000, 5000000, 50000",
    "TIER_3, gemini-2.5-pro, 2000, 8000000,",
    "TIER_1, gemini-3-pro-preview, 50, 1000000, 1000",
    "FREE, gemini-2.5-flash, 10, 250000, 250",
    "TIER_1, gemini-2.5-flash-lite, 4000, 4000000,",
    "TIER_2, gemini-2.5-flash-image, 2000, 1500000, 50000",
    "FREE, gemma-3-27b-it, 30, 15000, 14400",
    "TIER_1, imagen-4.0-generate-001, 10, , 70",
    "TIER_1, imagen-4.0-ultra-generate-001, 5, , 30",
    "TIER_1, veo-3.1-fast-generate-preview, 2, , 10"
  })
  void tellsWhatWasPublished(
      Tier tier, String model, @Nullable Long rpm, @Nullable Long tpm, @Nullable Long rpd) {
    Limits preset = TierPresets.of(tier, model);
    assertThat(Arrays.asList(preset.of(LimitName.RPM), preset.of(LimitName.TPM)))
        .containsExactly(rpm, tpm);
    assertThat(preset.of(LimitName.RPD)).isEqualTo(rpd);
    assertThat(preset.of(LimitName.CONCURRENCY)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-flash-001, gemini-2.5-flash",
    "GEMINI_2_5_FLASH, gemini-2.5-flash",
    "gemini-2.5-flash@001, gemini-2.5-flash",
    "gemini-2.5-flash-preview-05-20, gemini-2.5-flash",
    "gemini-2.5-flash-preview-09-2025, gemini-2.5-flash",
    "gemini-2.5-flash-lite-preview-09-2025, gemini-2.5-flash-lite",
    "gemini-2.5-flash-preview-tts, gemini-2.5-flash-tts",
    "gemini-2.5-flash-image-preview, gemini-2.5-flash-image",
    "gemini-embedding-001, gemini-embedding",
    "gemma-3-4b-it, gemma-3-27b-it"
  })
  void aVersionIsTheSameModel(String version, String model) {
    assertThat(TierPresets.of(Tier.FREE, version)).isEqualTo(TierPresets.of(Tier.FREE, model));
    assertThat(TierPresets.of(Tier.TIER_1, version)).isEqualTo(TierPresets.of(Tier.TIER_1, model));
    assertThat(known(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-001",
        "unknown",
        "gemini",
        "gemini-2.5",
        "gemini-2.5-flash-live",
        "gemini-2.5-flash-native-audio-preview-09-2025",
        "gemini-2.5-flashlight",
        "gemini-2.5-flash-previewed",
        "gemini-2.5-pro-preview-tts",
        "gemini-2.0-flash-lite",
        "gemini-3.1-pro-preview",
        "gemini-3.5-flash",
        "my-gemini-2.5-pro"
      })
  void whatOnlyBeginsLikeAModelIsAnotherOne(String model) {
    assertThat(known(model)).isFalse();
  }

  @Test
  void aValueThatWasNotPublishedIsNone() {
    assertThat(TierPresets.of(Tier.FREE, "gemini-3-pro-preview")).isEqualTo(Limits.none());
    assertThat(TierPresets.of(Tier.TIER_1, "gemma-3-27b-it")).isEqualTo(Limits.none());
    assertThat(TierPresets.of(Tier.TIER_2, "imagen-4.0-ultra-generate-001"))
        .isEqualTo(Limits.none());
  }

  private static boolean known(String model) {
    return Arrays.stream(Tier.values())
        .anyMatch(tier -> !TierPresets.of(tier, model).equals(Limits.none()));
  }
}
