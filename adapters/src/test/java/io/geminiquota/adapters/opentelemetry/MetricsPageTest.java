package io.geminiquota.adapters.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.OpenCircuit.Subject;
import io.geminiquota.engine.observe.QuotaAlert.Cause;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Service;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page about what is seen tells of every metric that there is, and of no other. */
class MetricsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "observability.md");
  private static final Pattern IN_BACKTICKS = Pattern.compile("`([^`]+)`");

  private List<String> page;
  private final Map<String, Set<String>> attributesOf = new TreeMap<>();

  /** As the page tells it, and as it is. */
  private record Metric(String type, String unit, Set<String> attributes) {}

  @BeforeEach
  void read() throws IOException {
    page = Files.readAllLines(PAGE);
    for (String[] row : table("attributes")) {
      for (String group : row[1].replaceFirst("^of ", "").split(", (of )?", -1)) {
        attributesOf.computeIfAbsent(group, any -> new TreeSet<>()).addAll(inBackticks(row[0]));
      }
    }
  }

  @Test
  void everyMetricIsTold() {
    assertThat(told("metrics")).isEqualTo(emitted(GenAiConventions.RELEASED));
  }

  @Test
  void everyMetricOfTheNewerConventionsIsTold() {
    Map<String, Metric> all = told("metrics");
    all.keySet().removeIf(name -> name.startsWith("gen_ai."));
    all.putAll(told("newer metrics"));

    assertThat(all).isEqualTo(emitted(GenAiConventions.LATEST));
  }

  @Test
  void everyMetricHasAStabilityAMeaningAndAQueryOfItsOwn() {
    for (String[] row : allMetrics().toList()) {
      String name = inBackticks(row[0]).get(0);
      assertThat(row[3]).as(name).isIn("Stable", "Development");
      assertThat(row[4]).as(name).isNotBlank();
      assertThat(inBackticks(row[6]))
          .as(name)
          .singleElement()
          .asString()
          .contains(inPrometheus(row));
    }
  }

  /** The attributes of Prometheus are labels; what a query asks for is to be among them. */
  @Test
  void queriesAskForAttributesThatTheirMetricHas() {
    for (String[] row : allMetrics().toList()) {
      Set<String> labels = new TreeSet<>(Set.of("le"));
      attributes(row[5]).forEach(attribute -> labels.add(attribute.replace('.', '_')));
      Matcher asked = Pattern.compile("(?:by \\(|[{,] ?)([a-z_, ]+)(?=\\)|[!=]|,)").matcher(row[6]);
      while (asked.find()) {
        assertThat(labels).as(row[6]).containsAll(List.of(asked.group(1).split(", ", -1)));
      }
    }
  }

  private Stream<String[]> allMetrics() {
    return Stream.concat(table("metrics").stream(), table("newer metrics").stream());
  }

  private static String inPrometheus(String[] row) {
    String name = inBackticks(row[0]).get(0).replace('.', '_');
    String unit = row[2].equals("`s`") ? "_seconds" : "";
    return name + unit + (row[1].equals("counter") ? "_total" : "");
  }

  private Map<String, Metric> told(String table) {
    Map<String, Metric> metrics = new TreeMap<>();
    for (String[] row : table(table)) {
      String unit = row[2].isEmpty() ? "" : inBackticks(row[2]).get(0);
      metrics.put(inBackticks(row[0]).get(0), new Metric(row[1], unit, attributes(row[5])));
    }
    return metrics;
  }

  /** Those that are named, and those of what is named. */
  private Set<String> attributes(String cell) {
    Set<String> attributes = new TreeSet<>(inBackticks(cell));
    Arrays.stream(cell.split(", (of )?|^of ", -1))
        .map(group -> attributesOf.getOrDefault(group, Set.of()))
        .forEach(attributes::addAll);
    return attributes;
  }

  private static Map<String, Metric> emitted(GenAiConventions conventions) {
    Map<String, Metric> metrics = new TreeMap<>();
    try (Measured measured = new Measured(conventions)) {
      everythingHappens(measured);
      for (MetricData metric : measured.metrics()) {
        Set<String> attributes = new TreeSet<>();
        metric
            .getData()
            .getPoints()
            .forEach(
                point ->
                    point.getAttributes().forEach((key, value) -> attributes.add(key.getKey())));
        metrics.put(
            metric.getName(), new Metric(type(metric.getType()), metric.getUnit(), attributes));
      }
    }
    return metrics;
  }

  private static void everythingHappens(Measured measured) {
    for (Operation operation : Operation.values()) {
      Observation call = measured.call("flash", operation, Service.GEMINI);
      call.cached(Told.hit(10, 20));
      call.held(Told.held(Hold.Reason.QUOTA, Duration.ofSeconds(2)));
      call.attempted(Told.rejected(1, Kind.RATE_REQUESTS_PER_MINUTE));
      call.rerouted(
          Told.rerouted(Told.route("shop", "pro"), Told.FLASH, Rerouting.Reason.CAPACITY));
      call.attempted(Told.answered(2));
      call.finished(Told.brokenAnswer("flash-002", 10, 20));
    }
    measured.engine.gates.add(
        Told.gate(Told.model("flash"), 1, Told.dayThatLasts(Duration.ofHours(2))));
    measured.engine.gates.add(
        Told.gate(Told.vertexModel("shop", "flash"), 1, Told.dayThatLasts(Duration.ofHours(2))));
    measured.engine.gates.add(
        Told.gate(Told.budget("Summaries.all"), 1, Told.dayThatLasts(Duration.ofHours(2))));
    measured.engine.circuits.add(Told.circuit(Subject.MODEL, "shop", "pro"));
    measured.engine.alerts.alert(Told.alert(Told.model("flash"), Cause.REACHED, 70));
    measured.engine.alerts.alert(Told.alert(Told.vertexModel("shop", "flash"), Cause.REACHED, 70));
    measured.engine.alerts.alert(Told.alert(Told.budget("Summaries.all"), Cause.FORECAST, 40));
  }

  private static String type(MetricDataType type) {
    return switch (type) {
      case LONG_SUM, DOUBLE_SUM -> "counter";
      case LONG_GAUGE, DOUBLE_GAUGE -> "gauge";
      default -> type.name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  /** The cells of each row of a table, which stands below a heading that names it. */
  private List<String[]> table(String name) {
    int heading =
        page.stream()
            .map(line -> line.endsWith("<!-- table of " + name + " -->"))
            .toList()
            .indexOf(true);
    assertThat(heading).as(name).isNotNegative();
    return page.stream()
        .skip(heading)
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(cells -> Arrays.stream(cells).map(String::strip).toArray(String[]::new))
        .toList();
  }

  private static List<String> inBackticks(String cell) {
    return IN_BACKTICKS.matcher(cell).results().map(found -> found.group(1)).toList();
  }
}
