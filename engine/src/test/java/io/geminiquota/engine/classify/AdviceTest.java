package io.geminiquota.engine.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        .contains("in 37 s, at 22:00:37 Europe/Berlin (13:00:37 Pacific time)")
        .contains("https://aistudio.google.com/rate-limit)");
  }

  @Test
  void whoeverLivesInPacificTimeReadsItOnce() {
    for (String zone : List.of("America/Los_Angeles", "US/Pacific")) {
      assertThat(
              Advice.of(
                  verdict(Kind.RATE_REQUESTS_PER_MINUTE, Duration.ofSeconds(37)),
                  new Circumstances(null, null, NOW, ZoneId.of(zone), null)))
          .contains("in 37 s, at 13:00:37 Pacific time.");
      assertThat(
              Advice.of(
                  verdict(Kind.QUOTA_REQUESTS_PER_DAY, null),
                  new Circumstances(null, null, NOW, ZoneId.of(zone), null)))
          .contains("until 2026-06-02 00:00 Pacific time. Until then");
    }
  }

  @Test
  void aTimeOfAnotherDayHasItsDateWhereItIsAnotherDay() {
    assertThat(Advice.of(verdict(Kind.CAPACITY, Duration.ofHours(3)), known(null)))
        .contains("in 3 h, at 2026-06-02 01:00 Europe/Berlin (16:00:00 Pacific time)");
  }

  @Test
  void timesAreRoundedUp() {
    Instant fraction = NOW.plusMillis(1);
    Circumstances circumstances = new Circumstances(null, null, fraction, ZoneOffset.UTC, null);

    assertThat(Advice.of(verdict(Kind.CAPACITY, Duration.ofSeconds(37)), circumstances))
        .contains("in 37 s, at 20:00:38 UTC");
    assertThat(Advice.of(verdict(Kind.QUOTA_REQUESTS_PER_DAY, Duration.ofHours(3)), circumstances))
        .contains("until 2026-06-01 16:01 Pacific time (2026-06-01 23:01 UTC)");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "1, 0.1 s",
    "12300, 12.3 s",
    "59950, 1 min",
    "60001, 1 min 1 s",
    "125000, 2 min 5 s",
    "3600000, 1 h",
    "12000001, 3 h 21 min"
  })
  void lengthsAreShort(long millis, String text) {
    assertThat(Moments.length(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void theModelThatWasAskedForIsNamedBesideTheOneWhoseBucketIsFull() {
    String advice =
        Advice.of(
            verdict(Kind.RATE_REQUESTS_PER_MINUTE, null),
            new Circumstances(null, "gemini-9.9-flash-preview-0101", NOW, BERLIN, null));

    assertThat(advice)
        .contains("(model gemini-9.9-flash, asked as gemini-9.9-flash-preview-0101, project");
  }

  @Test
  void otherQuotasThatAreUsedUpAreNamedShortly() {
    Verdict verdict =
        Classifier.classify(
            429,
            Bodies.quota429(
                "",
                Bodies.quotaFailure(
                    Bodies.violation(Bodies.FREE_REQUESTS, Bodies.RPM, "m-1", 7),
                    Bodies.violation(Bodies.FREE_REQUESTS, Bodies.RPD, "m-1", 70),
                    Bodies.violation(Bodies.FREE_TOKENS, Bodies.TPM, "m-1", 700))));

    assertThat(Advice.of(verdict, known(null)))
        .contains(
            "quota " + Bodies.RPD + "; also used up: " + Bodies.RPM + ", " + Bodies.TPM + ")");
  }

  @Test
  void ofManyOtherQuotasOnlyThreeAreNamed() {
    Verdict day = verdict(Kind.QUOTA_REQUESTS_PER_DAY, null);
    List<Violation> violations =
        IntStream.range(0, 9)
            .mapToObj(i -> new Violation("host/metric_" + i, null, null, 1L, Window.DAY))
            .toList();

    assertThat(Advice.of(with(day, violations), known(null)))
        .contains("; also used up: metric_0, metric_1, metric_2 and 6 more)");
  }

  @Test
  void aZeroQuotaSaysWhatElseCanBeWrongWithAKeyThatIsPaidFor() {
    assertThat(Advice.of(verdict(Kind.QUOTA_ZERO, Duration.ofSeconds(37)), known(null)))
        .contains("link billing to this very project")
        .contains("check that the key is one of this project")
        .doesNotContain("37 s");
  }

  @Test
  void aQuotaOfVertexIsRaisedInTheConsoleAndOneOfTheDeveloperApiByTheTier() {
    Verdict vertex =
        Classifier.classify(
            429,
            Bodies.error(
                429,
                "RESOURCE_EXHAUSTED",
                "Quota exceeded for aiplatform.googleapis.com/generate_content_requests_per_minute"
                    + "_per_project_per_base_model with base model: gemini-9.9-pro."));

    assertThat(Advice.of(vertex, new Circumstances("my-project", null, NOW, BERLIN, null)))
        .contains(
            "raise the quota at https://console.cloud.google.com/iam-admin/quotas?project=my-")
        .doesNotContain("aistudio");
    assertThat(Advice.of(verdict(Kind.RATE_REQUESTS_PER_MINUTE, null), known(null)))
        .contains("raise the project's tier at https://aistudio.google.com/projects")
        .doesNotContain("console.cloud");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | INVALID_ARGUMENT  | API key not valid.                       | mistyped, expired or",
        "401 | UNAUTHENTICATED   | Invalid authentication credentials.      | of a type that is not",
        "403 | PERMISSION_DENIED | Your API key was reported as leaked.     | blocked for good",
        "402 | RESOURCE_EXHAUSTED| Your prepayment credits are depleted.    | Add credits at https",
        "429 | RESOURCE_EXHAUSTED| You exceeded its monthly spending cap.   | raise the cap at https",
        "403 | PERMISSION_DENIED | This API requires billing to be enabled. | Link an active account",
        "429 | RESOURCE_EXHAUSTED| You exceeded your spend-based rate limit.| its spend in ten minutes",
        "400 | FAILED_PRECONDITION| User location is not supported.         | address from which",
        "503 | UNAVAILABLE       | The model is overloaded.                 | not your quota"
      })
  void theStatusTellsWhatTheKindLeavesOpen(int code, String status, String message, String part) {
    Verdict verdict = Classifier.classify(code, Bodies.error(code, status, message));

    assertThat(Advice.of(verdict, known(null))).contains(part);
  }

  @Test
  void userCredentialsWithoutAQuotaProjectAreNotSentToGooglesOwnProject() {
    Verdict verdict =
        Classifier.classify(
            403,
            Bodies.error(
                403,
                "PERMISSION_DENIED",
                "This API requires a quota project, which is not set by default.",
                Bodies.errorInfo("SERVICE_DISABLED", "consumer=projects/764086051850")));

    assertThat(Advice.of(verdict, new Circumstances("my-project", null, NOW, BERLIN, null)))
        .contains("gcloud auth application-default set-quota-project")
        .doesNotContain("?project=764086051850");
  }

  @Test
  void aFullStoreIsEmptiedAndAWeekIsWaitedFor() {
    Verdict store =
        Classifier.classify(
            429,
            Bodies.quota429(
                "",
                Bodies.quotaFailure(
                    Bodies.violation(
                        Bodies.HOST + "file_storage_bytes",
                        "FileStorageBytesPerProject",
                        "m-1",
                        9)),
                Bodies.retryInfo("9223372036854775807s")));
    Verdict week =
        Classifier.classify(429, Bodies.quota429("Quota exceeded.", Bodies.retryInfo("400000s")));

    assertThat(Advice.of(store, known(null)))
        .contains("Delete files and cached contents")
        .contains("https://ai.google.dev/gemini-api/docs/files");
    assertThat(Advice.of(week, known(null)))
        .contains("Google asks to wait 111 h 7 min, until 2026-06-06 13:07 Europe/Berlin");
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

  @ParameterizedTest
  @CsvSource({
    "2026-03-08T08:00:00Z, 2026-03-09 00:00 Pacific time (2026-03-09 08:00 Europe/Berlin)",
    "2026-11-01T07:00:00Z, 2026-11-02 00:00 Pacific time (2026-11-02 09:00 Europe/Berlin)"
  })
  void aDayThatChangesTheClocksEndsAtMidnightToo(Instant beginning, String end) {
    assertThat(
            Advice.of(
                verdict(Kind.QUOTA_TOKENS_PER_DAY, null),
                new Circumstances(null, null, beginning, BERLIN, null)))
        .contains("until " + end);
  }

  @Test
  void aCallThatCouldNotWaitIsToldHowLongItWouldHaveBeen() {
    String advice =
        Advice.of(
            verdict(Kind.RATE_REQUESTS_PER_MINUTE, null),
            known(Duration.ofMinutes(3).plusSeconds(20)));

    assertThat(advice)
        .startsWith("The call was not sent: the project has used up its 10 requests per minute (")
        .contains("there would be room in 3 min 20 s, at 22:03:20 Europe/Berlin (13:03:20 Pacific")
        .contains("which is longer than this call may wait (max-wait, or its own timeout).");
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

  private static Verdict with(Verdict verdict, List<Violation> violations) {
    return new Verdict(
        verdict.kind(),
        verdict.httpStatus(),
        verdict.project(),
        verdict.model(),
        verdict.quotaMetric(),
        verdict.quotaId(),
        verdict.limit(),
        verdict.window(),
        verdict.retryAfter(),
        verdict.retryable(),
        violations);
  }
}
