package io.geminiquota.engine.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {

  private static final Instant NOW = Instant.parse("2026-06-01T20:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindHasOneToFourSentencesInOneAsciiParagraphWithAPage(Kind kind) {
    String advice = Advice.of(verdict(kind, Duration.ofSeconds(37)), known(null));

    assertThat(advice).matches("[ -~]+").endsWith(".").contains("https://").doesNotContain("..");
    assertThat(advice.split("\\. [A-Z]")).hasSizeBetween(1, 4);
  }

  @Test
  void itNamesProjectModelQuotaLimitAndTheTime() {
    String advice =
        Advice.of(verdict(Kind.RATE_REQUESTS_PER_MINUTE, Duration.ofSeconds(37)), known(null));

    assertThat(advice)
        .contains("10 requests per minute")
        .contains("model gemini-9.9-flash")
        .contains("project 123456")
        .contains("quota " + Bodies.RPM)
        .contains("in 37 s, at 22:00:37 Europe/Berlin")
        .contains("?project=123456");
  }

  @Test
  void whatTheBodyDoesNotNameComesFromTheCaller() {
    Verdict silent =
        new Verdict(
            Kind.AUTH_KEY,
            400,
            null,
            null,
            null,
            null,
            null,
            Window.UNKNOWN,
            null,
            Retryable.NEVER,
            List.of());

    String advice =
        Advice.of(silent, new Circumstances("my-project", "gemini-9.9-pro", NOW, BERLIN, null));

    assertThat(advice).contains("model gemini-9.9-pro").contains("project my-project");
  }

  @Test
  void aProjectThatIsKnownByItsKeyOnlyIsNamedButLeadsToNoPageOfItsOwn() {
    Verdict silent =
        new Verdict(
            Kind.QUOTA_ZERO,
            429,
            null,
            null,
            Bodies.FREE_REQUESTS,
            Bodies.RPM,
            0L,
            Window.MINUTE,
            null,
            Retryable.NEVER,
            List.of());

    String advice =
        Advice.of(silent, new Circumstances("key-1a2b3c4d", "gemini-9.9-pro", NOW, BERLIN, null));

    assertThat(advice).contains("project key-1a2b3c4d").doesNotContain("?project=");
  }

  @Test
  void aDayQuotaEndsAtMidnightPacificAndIsToldInBothZones() {
    String advice =
        Advice.of(verdict(Kind.QUOTA_REQUESTS_PER_DAY, Duration.ofSeconds(28)), known(null));

    assertThat(advice)
        .contains("until 2026-06-02 00:00 Pacific time (2026-06-02 09:00 Europe/Berlin)");
  }

  @Test
  void aHintOfHoursOnADayQuotaIsBelieved() {
    String advice =
        Advice.of(verdict(Kind.QUOTA_REQUESTS_PER_DAY, Duration.ofHours(3)), known(null));

    assertThat(advice)
        .contains("until 2026-06-01 16:00 Pacific time (2026-06-02 01:00 Europe/Berlin)");
  }

  @Test
  void theQuotaDayOfAChangeOfClocksHas23Or25Hours() {
    Instant spring = Instant.parse("2026-03-08T08:00:00Z"); // midnight in Pacific standard time
    Instant autumn = Instant.parse("2026-11-01T07:00:00Z"); // midnight in Pacific daylight time

    assertThat(Duration.between(spring, Moments.endOfQuotaDay(spring)))
        .isEqualTo(Duration.ofHours(23));
    assertThat(Duration.between(autumn, Moments.endOfQuotaDay(autumn)))
        .isEqualTo(Duration.ofHours(25));
  }

  @Test
  void aCallThatCouldNotWaitIsToldHowLongItWouldHaveBeen() {
    String advice =
        Advice.of(
            verdict(Kind.RATE_REQUESTS_PER_MINUTE, null),
            known(Duration.ofMinutes(3).plusSeconds(20)));

    assertThat(advice).contains("3 min 20 s").contains("longer than this call may wait");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void noKindSaysThatAWaitHelpsWhereItNeverDoes(Kind kind) {
    String advice = Advice.of(verdict(kind, Verdict.FOREVER), known(null));

    assertThat(advice).doesNotContain("try again in");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void credentialsAndControlCharactersAreNeverRepeated(Kind kind) {
    String key = "AIzaSyNotARealKeyNotARealKeyNotARealKey01";
    Verdict verdict =
        new Verdict(
            kind,
            429,
            "projects/" + key,
            "m-" + key + "\n\u00e9",
            key,
            "AQ.Ab8RN6notarealkey",
            1L,
            Window.DAY,
            null,
            kind.retryable(),
            List.of());

    String advice = Advice.of(verdict, new Circumstances(key, key, NOW, BERLIN, null));

    assertThat(advice).doesNotContain("AIza").doesNotContain("AQ.Ab").matches("[ -~]+");
  }

  private static Circumstances known(@Nullable Duration wait) {
    return new Circumstances(null, null, NOW, BERLIN, wait);
  }

  private static Verdict verdict(Kind kind, @Nullable Duration retryAfter) {
    return new Verdict(
        kind,
        429,
        "projects/123456",
        "gemini-9.9-flash",
        Bodies.FREE_REQUESTS,
        Bodies.RPM,
        10L,
        Window.MINUTE,
        retryAfter,
        kind.retryable(),
        List.of());
  }
}
