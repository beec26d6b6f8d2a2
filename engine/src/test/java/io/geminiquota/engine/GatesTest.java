package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Classifier;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that the server counts in one bucket: its errors name {@code gemini-x} for all. */
class GatesTest {

  private static final int LIMIT = 60;
  private static final GeminiCall LATEST = call("gemini-x-latest");
  private static final GeminiCall BUCKET = call("gemini-x");

  private final VirtualTime time = new VirtualTime();
  private final List<QuotaGate> made = new ArrayList<>();
  private final Gates gates =
      new Gates(
          (call, key) -> {
            QuotaGate gate =
                new QuotaGate(
                    Terms.of(
                        SettingsReader.read("", Map.of(), Map.of()).settings(), call, key.model()),
                    time,
                    time,
                    new Random(1));
            made.add(gate);
            return gate;
          },
          time,
          Duration.ofMinutes(1));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void twoNamesOfOneModelKeepOneLimit(int seed) {
    long begun = time.nanoTime();
    VirtualServer server = new VirtualServer(time, LIMIT, Duration.ofSeconds(60), false);
    Random random = new Random(seed);
    Governor governor =
        new Governor(
            SettingsReader.read("max-wait=1d", Map.of(), Map.of()).settings(), time, time, random);
    VirtualCalls byAlias =
        new VirtualCalls(time, governor, server, random, Duration.ofMillis(1500));
    byAlias.usual = LATEST;
    byAlias.fromThreads(150, 40);
    VirtualCalls byName = new VirtualCalls(time, governor, server, random, Duration.ofMillis(900));
    byName.usual = BUCKET;
    time.after(Duration.ofSeconds(5L * seed), () -> byName.fromThreads(150, 40));
    time.runAll();
    assertThat(byAlias.succeededAt).hasSize(150);
    assertThat(byName.succeededAt).hasSize(150);
    assertThat(server.rejected()).isLessThan(20);
    List<Long> answers = new ArrayList<>(byAlias.succeededAt);
    answers.addAll(byName.succeededAt);
    assertThat(Duration.ofNanos(Collections.max(answers) - begun))
        .isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void whoeverWaitsGoesOnWaitingWhereTheModelIsCounted() {
    QuotaGate alias = gates.of(LATEST);
    gates.learn(LATEST, turnedAway("gemini-x"), 0);
    assertThat(gates.of(LATEST)).isSameAs(gates.of(BUCKET)).isNotSameAs(alias);
  }

  @Test
  void aNameThatIsOnlySpelledOtherwiseIsNoOther() {
    QuotaGate gate = gates.of(LATEST);
    gates.learn(LATEST, turnedAway("Gemini-X-latest"), 0);
    assertThat(gates.of(LATEST)).isSameAs(gate);
    assertThat(made).hasSize(1);
  }

  @Test
  void namesThatPointAtEachOtherDoNotTurnInACircle() {
    gates.of(LATEST);
    gates.of(BUCKET);
    gates.learn(LATEST, turnedAway("gemini-x"), 0);
    gates.learn(BUCKET, turnedAway("gemini-y"), 0);
    gates.learn(call("gemini-y"), turnedAway("gemini-x-latest"), 0);
    assertThat(gates.of(LATEST)).isSameAs(gates.of(BUCKET)).isSameAs(gates.of(call("gemini-y")));
  }

  @Test
  void differentProjectsAndOperationsAreCountedApart() {
    gates.learn(LATEST, turnedAway("gemini-x"), 0);
    GeminiCall counting =
        new GeminiCall(Service.GEMINI, BUCKET.route(), "key", Operation.COUNT_TOKENS, false, true);
    assertThat(gates.of(counting)).isNotSameAs(gates.of(BUCKET));
  }

  @Test
  void whatWasNotUsedForMoreThanADayIsForgotten() {
    QuotaGate early = gates.of(BUCKET);
    time.advance(Duration.ofHours(25));
    assertThat(gates.of(BUCKET)).isSameAs(early);
    time.advance(Duration.ofHours(27));
    gates.of(LATEST);
    assertThat(gates.of(BUCKET)).isNotSameAs(early);
  }

  private static Verdict turnedAway(String model) {
    return Classifier.classify(
        429,
        null,
        """
        {"error": {"code": 429, "message": "You exceeded your current quota.",
          "status": "RESOURCE_EXHAUSTED", "details": [
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{
              "quotaMetric": "generativelanguage.googleapis.com/generate_content_free_tier_requests",
              "quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
              "quotaDimensions": {"location": "global", "model": "%s"},
              "quotaValue": "60"}]}]}}
        """
            .formatted(model));
  }

  private static GeminiCall call(String model) {
    return new GeminiCall(
        Service.GEMINI,
        new Route("project", model, "https://example.com"),
        "key-01234567",
        Operation.GENERATE_CONTENT,
        false,
        true);
  }
}
