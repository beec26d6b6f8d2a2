package io.geminiquota.adapters.opentelemetry;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.CacheUse;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.OpenCircuit.Subject;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.observe.QuotaAlert.Cause;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricRecorderTest {

  private static final String REQUESTS = "gemini.quota.dimension=requests";
  private static final String MINUTE = "gemini.quota.window=minute";
  private static final String DAY = "gemini.quota.window=day";

  private final Measured measured = new Measured(GenAiConventions.RELEASED);

  @AfterEach
  void close() {
    measured.close();
  }

  @Test
  void callsAreCountedByHowTheyEnded() {
    measured.call("flash").finished(Told.ending(Ending.SUCCEEDED));
    measured.call("flash").finished(Told.ending(Ending.SUCCEEDED));
    measured.call("flash").finished(Told.ending(Ending.REFUSED));

    assertThat(numbers("gemini.quota.calls"))
        .containsOnly(
            entry(of("flash", "gemini.quota.outcome=succeeded"), 2.0),
            entry(of("flash", "gemini.quota.outcome=refused"), 1.0));
  }

  @Test
  void attemptsAreCountedByWhatWasWrongWithThem() {
    Observation call = measured.call("flash");
    call.attempted(Told.rejected(1, Kind.RATE_REQUESTS_PER_MINUTE));
    call.attempted(Told.rejected(2, Kind.RATE_REQUESTS_PER_MINUTE));
    call.attempted(Told.answered(3));

    assertThat(numbers("gemini.quota.attempts"))
        .containsOnly(
            entry(of("flash", "gemini.quota.verdict=RATE_REQUESTS_PER_MINUTE"), 2.0),
            entry(of("flash", "gemini.quota.verdict=none"), 1.0));
  }

  @Test
  void whatTheCacheSavesIsCounted() {
    measured.call("flash").cached(new CacheUse(CacheUse.Result.MISS, Duration.ZERO, null));
    measured.call("flash").cached(Told.hit(10, 20));
    measured.call("flash").cached(Told.hit(1, 2));

    assertThat(numbers("gemini.quota.cache.requests"))
        .containsOnly(
            entry(of("flash", "gemini.quota.cache=miss"), 1.0),
            entry(of("flash", "gemini.quota.cache=hit"), 2.0));
    assertThat(numbers("gemini.quota.cache.saved_tokens"))
        .containsOnly(
            entry(of("flash", "gen_ai.token.type=input"), 11.0),
            entry(of("flash", "gen_ai.token.type=output"), 22.0));
  }

  @Test
  void waitsAreTimedByTheirReasonInBucketsOfSeconds() {
    Observation call = measured.call("flash");
    call.held(Told.held(Hold.Reason.QUOTA, Duration.ofMillis(2500)));
    call.held(Told.held(Hold.Reason.QUOTA, Duration.ofSeconds(40)));
    call.held(Told.held(Hold.Reason.BACKOFF, Duration.ofMillis(1)));

    assertThat(numbers("gemini.quota.wait"))
        .containsOnly(
            entry(of("flash", "gemini.quota.reason=quota"), 42.5),
            entry(of("flash", "gemini.quota.reason=backoff"), 0.001));
    assertThat(boundaries("gemini.quota.wait")).startsWith(0.01).endsWith(300.0);
  }

  @Test
  void quotasThatAreKnownHaveGauges() {
    measured.engine.gates.add(
        Told.gate(
            Told.model("flash"), 7, Told.minute(60L, 12), Told.day(1000L, 642), Told.tokens(90)));

    assertThat(numbers("gemini.quota.used"))
        .containsOnly(
            entry(of("flash", REQUESTS, MINUTE), 12.0), entry(of("flash", REQUESTS, DAY), 642.0));
    assertThat(numbers("gemini.quota.limit").values()).containsExactlyInAnyOrder(60.0, 1000.0);
    assertThat(numbers("gemini.quota.remaining").values()).containsExactlyInAnyOrder(48.0, 358.0);
    assertThat(numbers("gemini.quota.queue")).containsOnly(entry(of("flash"), 7.0));
    assertThat(measured.metric("gemini.quota.used").getUnit()).isEmpty();
  }

  @Test
  void theBudgetOfAnAnnotatedMethodIsNamed() {
    measured.engine.gates.add(Told.gate(Told.budget("Summaries.all"), 0, Told.minute(6L, 1)));

    assertThat(numbers("gemini.quota.queue"))
        .containsOnly(entry("gemini.quota.budget=Summaries.all", 0.0));
    assertThat(numbers("gemini.quota.limit"))
        .containsOnly(
            entry(sorted(List.of("gemini.quota.budget=Summaries.all", REQUESTS, MINUTE)), 6.0));
  }

  @Test
  void exhaustionIsTheTimeThatTheDaysQuotaLasts() {
    measured.engine.gates.add(
        Told.gate(Told.model("flash"), 0, Told.dayThatLasts(Duration.ofMinutes(90))));
    measured.engine.gates.add(Told.gate(Told.model("pro"), 0, Told.day(1000L, 1000)));
    measured.engine.gates.add(Told.gate(Told.model("unforeseen"), 0, Told.day(1000L, 1)));

    assertThat(numbers("gemini.quota.exhaustion"))
        .containsOnly(
            entry(of("flash", REQUESTS, DAY), 5400.0), entry(of("pro", REQUESTS, DAY), 0.0));
  }

  @Test
  void openCircuitsAreCountedWhereTheyAre() {
    assertThat(numbers("gemini.quota.circuits")).containsOnly(entry("", 0.0));
    measured.passesTime();
    measured.engine.circuits.add(Told.circuit(Subject.CREDENTIAL, null, null));
    measured.engine.circuits.add(Told.circuit(Subject.PROJECT, "shop", null));
    measured.engine.circuits.add(Told.circuit(Subject.MODEL, "shop", "pro"));

    assertThat(numbers("gemini.quota.circuits"))
        .containsOnly(entry("", 1.0), entry("gemini.project.id=shop", 1.0), entry(of("pro"), 1.0));
  }

  @Test
  void alertsAndFaultsAreCounted() {
    measured.engine.alerts.alert(Told.alert(Told.model("flash"), Cause.REACHED, 70));
    measured.engine.alerts.alert(Told.alert(Told.model("flash"), Cause.REACHED, 80));
    measured.engine.alerts.alert(Told.alert(Told.model("flash"), Cause.FORECAST, 43));
    measured.engine.faults = 3;

    String reached = "gemini.quota.alert.cause=reached";
    String percent = "gemini.quota.alert.percent=";
    assertThat(numbers("gemini.quota.alerts"))
        .containsOnly(
            entry(of("flash", REQUESTS, reached, percent + 70), 1.0),
            entry(of("flash", REQUESTS, reached, percent + 80), 1.0),
            entry(of("flash", REQUESTS, "gemini.quota.alert.cause=forecast"), 1.0));
    assertThat(numbers("gemini.quota.faults")).containsOnly(entry("", 3.0));
  }

  @Test
  void whatAnErrorSaysOfAKeysProjectIsItsNameFromThenOn() {
    Observation first = measured.callWithKey("key-1", "flash");
    first.attempted(
        Told.rejected(
            1,
            Told.route("key-1", "flash"),
            Kind.RATE_REQUESTS_PER_MINUTE,
            "projects/123456789012"));
    first.finished(Told.ending(Ending.FAILED));
    measured.callWithKey("key-1", "flash").finished(Told.ending(Ending.SUCCEEDED));
    measured.callWithKey("key-1", "flash").finished(Told.ending(Ending.SUCCEEDED));
    measured.callWithKey("key-2", "flash").finished(Told.ending(Ending.SUCCEEDED));
    measured.engine.gates.add(Told.gate(Told.model("key-1", "flash"), 7));
    measured.engine.circuits.add(Told.circuit(Subject.PROJECT, "key-1", null));

    assertThat(numbers("gemini.quota.calls"))
        .containsOnly(
            entry(project("key-1", "gemini.quota.outcome=failed"), 1.0),
            entry(project("123456789012", "gemini.quota.outcome=succeeded"), 2.0),
            entry(project("key-2", "gemini.quota.outcome=succeeded"), 1.0));
    assertThat(numbers("gemini.quota.queue")).containsOnly(entry(project("123456789012"), 7.0));
    assertThat(numbers("gemini.quota.circuits"))
        .containsEntry("gemini.project.id=123456789012", 1.0);
  }

  @Test
  void keysOfOneProjectAreOneSeriesHoweverErrorsWriteItsName() {
    Map.of("key-1", "projects/123", "key-2", "project_number:123")
        .forEach(
            (key, consumer) -> {
              Attempt told =
                  Told.rejected(
                      1, Told.route(key, "flash"), Kind.RATE_REQUESTS_PER_MINUTE, consumer);
              measured.callWithKey(key, "flash").attempted(told);
              measured.callWithKey(key, "flash").finished(Told.ending(Ending.SUCCEEDED));
              measured.engine.alerts.alert(Told.alert(Told.model(key, "flash"), Cause.REACHED, 70));
            });

    assertThat(numbers("gemini.quota.calls"))
        .containsOnly(entry(project("123", "gemini.quota.outcome=succeeded"), 2.0));
    assertThat(numbers("gemini.quota.alerts"))
        .containsOnly(
            entry(
                project(
                    "123",
                    REQUESTS,
                    "gemini.quota.alert.cause=reached",
                    "gemini.quota.alert.percent=70"),
                2.0));
  }

  @Test
  void whatGoesElsewhereIsCountedThereAndTheCallWhereItWasAsked() {
    Route other = new Route("team-b", "lite", "https://europe-west4-aiplatform.googleapis.com");
    Observation call = measured.call("flash");
    call.attempted(Told.rejected(1, Kind.QUOTA_REQUESTS_PER_DAY));
    call.rerouted(Told.rerouted(Told.FLASH, other, Rerouting.Reason.DAY));
    call.attempted(Told.answered(2, other));
    call.finished(Told.answeredAt(other));

    assertThat(numbers("gemini.quota.attempts"))
        .containsOnly(
            entry(of("flash", "gemini.quota.verdict=QUOTA_REQUESTS_PER_DAY"), 1.0),
            entry(series("team-b", "lite", "gemini.quota.verdict=none"), 1.0));
    assertThat(numbers("gemini.quota.reroutes"))
        .containsOnly(
            entry(
                series(
                    "team-b",
                    "lite",
                    "gemini.quota.reason=day",
                    "gemini.quota.asked.project.id=shop",
                    "gemini.quota.asked.model=flash"),
                1.0));
    assertThat(numbers("gemini.quota.calls").keySet())
        .containsOnly(of("flash", "gemini.quota.outcome=succeeded"));
    assertThat(numbers("gen_ai.client.operation.duration").keySet())
        .containsOnly(
            sorted(
                List.of(
                    "gen_ai.operation.name=generate_content",
                    "gen_ai.provider.name=gcp.vertex_ai",
                    "gen_ai.request.model=flash",
                    "gen_ai.response.model=lite",
                    "server.address=europe-west4-aiplatform.googleapis.com",
                    "server.port=443")));
  }

  @Test
  void whatAnErrorElsewhereSaysOfAProjectIsTheNameOfThatOne() {
    Route other = Told.route("key-b", "flash");
    Observation call = measured.callWithKey("key-1", "flash");
    call.attempted(Told.rejected(1, other, Kind.RATE_REQUESTS_PER_MINUTE, "projects/77"));
    call.attempted(Told.answered(2, other));
    measured.callWithKey("key-1", "flash").finished(Told.ending(Ending.SUCCEEDED));

    assertThat(numbers("gemini.quota.attempts").keySet())
        .allMatch(series -> series.contains("gemini.project.id=77"));
    assertThat(numbers("gemini.quota.calls").keySet())
        .allMatch(series -> series.contains("gemini.project.id=key-1"));
  }

  @Test
  void anEndlessVarietyOfAskedModelsThatGoElsewhereIsFew() {
    Route other = Told.route("shop", "lite");
    for (int i = 0; i < 90; i++) {
      Route asked = Told.route("shop", "model-" + i);
      measured.call(asked.model()).rerouted(Told.rerouted(asked, other, Rerouting.Reason.CAPACITY));
    }

    Map<String, Double> reroutes = numbers("gemini.quota.reroutes");
    assertThat(reroutes).hasSize(51);
    assertThat(reroutes.values().stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(90);
  }

  /** The two services count apart, so one project and model can have two gates. */
  @Test
  void gatesOfVertexAiAreToldApart() {
    measured.engine.gates.add(Told.gate(Told.model("flash"), 1, Told.minute(60L, 12)));
    measured.engine.gates.add(Told.gate(Told.vertexModel("shop", "flash"), 2, Told.minute(30L, 7)));

    assertThat(numbers("gemini.quota.queue"))
        .containsOnly(
            entry(of("flash"), 1.0), entry(of("flash", "gen_ai.provider.name=gcp.vertex_ai"), 2.0));
    assertThat(numbers("gemini.quota.used")).hasSize(2);
  }

  @Test
  void aNameThatIsLearnedMakesNoOtherOfTheFirstHundred() {
    for (int i = 0; i < 100; i++) {
      Observation call = measured.callWithKey("key-" + i, "flash");
      call.attempted(
          Told.rejected(
              1, Told.route("key-" + i, "flash"), Kind.RATE_REQUESTS_PER_MINUTE, "projects/" + i));
      call.finished(Told.ending(Ending.FAILED));
    }
    for (int i = 0; i < 100; i++) {
      measured.callWithKey("key-" + i, "flash").finished(Told.ending(Ending.SUCCEEDED));
    }

    assertThat(numbers("gemini.quota.calls").keySet())
        .hasSize(200)
        .noneMatch(series -> series.contains("other"));
  }

  @Test
  void beyondTheFirstHundredKindsOfCallsAllAreOthers() {
    IntStream.range(0, 130)
        .forEach(i -> measured.call("model-" + i).finished(Told.ending(Ending.SUCCEEDED)));

    Map<String, Double> calls = numbers("gemini.quota.calls");
    assertThat(calls).hasSize(101);
    assertThat(calls)
        .containsEntry(
            "gemini.project.id=other gemini.quota.outcome=succeeded gen_ai.operation.name=other"
                + " gen_ai.request.model=other",
            30.0);
    assertThat(measured.metric("gen_ai.client.operation.duration").getData().getPoints())
        .hasSize(101);
  }

  @Test
  void beyondTheFirstHundredGatesThereIsNoGauge() {
    measured.engine.gates.add(Told.gate(Told.budget("a budget"), 0, Told.minute(6L, 1)));
    IntStream.range(0, 130)
        .forEach(
            i ->
                measured.engine.gates.add(
                    Told.gate(Told.model("model-" + i), 0, Told.minute(60L, 1))));
    IntStream.range(0, 130)
        .forEach(
            i -> measured.engine.circuits.add(Told.circuit(Subject.MODEL, "shop", "model-" + i)));

    assertThat(numbers("gemini.quota.used")).hasSize(100);
    assertThat(numbers("gemini.quota.queue").keySet()).noneMatch(key -> key.contains("budget"));
    Map<String, Double> circuits = numbers("gemini.quota.circuits");
    assertThat(circuits).hasSize(101);
    assertThat(circuits.values().stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(130.0);
  }

  @Test
  void theGenAiMetricsHaveTheAttributesAndBucketsOfTheConventions() {
    measured.call("flash").finished(Told.answer("flash-002", 10, 20, 5));
    List<String> common =
        List.of(
            "gen_ai.operation.name=generate_content",
            "gen_ai.provider.name=gcp.gemini",
            "gen_ai.request.model=flash",
            "gen_ai.response.model=flash-002",
            "server.address=generativelanguage.googleapis.com",
            "server.port=443");

    assertThat(numbers("gen_ai.client.operation.duration").keySet())
        .containsExactly(sorted(common));
    assertThat(numbers("gen_ai.client.token.usage"))
        .containsOnly(
            entry(sorted(and(common, "gen_ai.token.type=input")), 10.0),
            entry(sorted(and(common, "gen_ai.token.type=output")), 25.0));
    assertThat(boundaries("gen_ai.client.operation.duration"))
        .hasSize(14)
        .startsWith(0.01)
        .endsWith(81.92);
    assertThat(boundaries("gen_ai.client.token.usage"))
        .hasSize(14)
        .startsWith(1.0)
        .endsWith(67108864.0);
  }

  @Test
  void theDurationIsTheWholeCallsAndAFailureIsNamed() {
    Observation call = measured.call("flash");
    measured.passesTime();
    call.finished(Told.failed("RESOURCE_EXHAUSTED"));

    MetricData duration = measured.metric("gen_ai.client.operation.duration");
    HistogramPointData point = duration.getHistogramData().getPoints().iterator().next();
    assertThat(point.getSum()).isEqualTo(Measured.STEP.toMillis() / 1e3);
    assertThat(point.getAttributes().get(Keys.ERROR_TYPE)).isEqualTo("RESOURCE_EXHAUSTED");
  }

  @Test
  void anEndlessVarietyOfErrorsOrVersionsIsFew() {
    IntStream.range(0, 50).forEach(i -> measured.call("flash").finished(Told.failed("E" + i)));
    IntStream.range(0, 50)
        .forEach(i -> measured.call("flash").finished(Told.answer("flash-" + i, 1, 1, 0)));

    Map<String, Double> durations = numbers("gen_ai.client.operation.duration");
    assertThat(durations).hasSizeLessThan(30);
    assertThat(durations.keySet()).anyMatch(key -> key.contains("error.type=_OTHER"));
  }

  @Test
  void theLatestConventionsTellAnswersApartFromOtherOperations() {
    try (Measured latest = new Measured(GenAiConventions.LATEST)) {
      latest.call("flash").finished(Told.answer("flash-002", 10, 20, 5));
      latest
          .call("embedding", Operation.EMBEDDINGS, Service.VERTEX)
          .finished(Told.ending(Ending.SUCCEEDED));

      Map<String, Double> sums = new TreeMap<>();
      for (MetricData metric : latest.metrics()) {
        if (metric.getName().startsWith("gen_ai.")) {
          assertThat(metric.getData().getPoints()).as(metric.getName()).hasSize(1);
          sums.put(metric.getName(), number(metric.getData().getPoints().iterator().next()));
        }
      }
      assertThat(sums)
          .containsOnly(
              entry("gen_ai.client.inference.duration", 0.0),
              entry("gen_ai.client.inference.operation.input_tokens", 10.0),
              entry("gen_ai.client.inference.operation.output_tokens", 25.0),
              entry("gen_ai.client.inference.usage.input_tokens", 10.0),
              entry("gen_ai.client.inference.usage.output_tokens", 25.0),
              entry("gen_ai.client.operation.duration", 0.0));
    }
  }

  /** The attributes of what is told of a model, and more of them. */
  private static String of(String model, String... more) {
    return series("shop", model, more);
  }

  private static String project(String project, String... more) {
    return series(project, "flash", more);
  }

  private static String series(String project, String model, String... more) {
    List<String> pairs = new ArrayList<>(List.of(more));
    pairs.add("gemini.project.id=" + project);
    pairs.add("gen_ai.operation.name=generate_content");
    pairs.add("gen_ai.request.model=" + model);
    return sorted(pairs);
  }

  private static List<String> and(List<String> pairs, String more) {
    List<String> all = new ArrayList<>(pairs);
    all.add(more);
    return all;
  }

  private static String sorted(List<String> pairs) {
    return pairs.stream().sorted().collect(joining(" "));
  }

  private Map<String, Double> numbers(String metric) {
    return measured.metric(metric).getData().getPoints().stream()
        .collect(toMap(Measured::attributes, MetricRecorderTest::number));
  }

  private List<Double> boundaries(String histogram) {
    return measured
        .metric(histogram)
        .getHistogramData()
        .getPoints()
        .iterator()
        .next()
        .getBoundaries();
  }

  private static double number(PointData point) {
    if (point instanceof HistogramPointData histogram) {
      return histogram.getSum();
    }
    return point instanceof LongPointData whole
        ? whole.getValue()
        : ((DoublePointData) point).getValue();
  }
}
