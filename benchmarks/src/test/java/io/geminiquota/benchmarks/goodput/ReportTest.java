package io.geminiquota.benchmarks.goodput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

  private static final Scenario BURST =
      Scenarios.under(new Conditions(Duration.ofSeconds(6), 60, 64)).get(0);
  private static final Contestant SDK = contestant("sdk");
  private static final Contestant OURS = contestant(Contestant.OURS_CONFIGURED);

  private static final Summary LOSES = summary(SDK, figures(600, 320, 100, 12_000));
  private static final Summary KEEPS =
      summary(
          OURS, figures(300, 0, 0, 24_000), figures(300, 0, 0, 24_240), figures(301, 1, 0, 24_480));

  @Test
  void showsMediansAndSpreadAndPutsTheTimeOfALossInParentheses() {
    assertThat(Report.of(BURST, List.of(LOSES, KEEPS)).lines())
        .startsWith("### A burst (`burst`)")
        .contains(
            "300 calls, 60 requests in any 6.0 s; rejected requests do not count."
                + " The quota dictates 24.0 s.")
        .anySatisfy(
            row ->
                assertThat(cells(row))
                    .startsWith("SDK defaults", "100", "600", "320", "3.00", "(0.50)"))
        .anySatisfy(
            row ->
                assertThat(cells(row))
                    .startsWith(
                        "**Gemini Quota, limit configured**",
                        "0",
                        "300 (300 to 301)",
                        "0 (0 to 1)",
                        "1.00",
                        "1.01 (1.00 to 1.02)"));
  }

  @Test
  void barsAreKeptByMediansAndLossesCountInTheWorstRun() {
    Summary lostOnce =
        summary(
            OURS,
            figures(300, 0, 0, 24_000),
            figures(300, 0, 1, 24_000),
            figures(300, 0, 0, 24_000));

    assertThat(new Bars(List.of(LOSES, KEEPS)).areKept()).isTrue();
    assertThat(new Bars(List.of(KEEPS)).render()).contains("ratio 1.02").contains("kept");
    assertThat(new Bars(List.of(lostOnce)).areKept()).isFalse();
    assertThat(new Bars(List.of(lostOnce)).render()).contains("lost 1").contains("**missed**");
  }

  @Test
  void oneOfSeveralBarsIsEnough() {
    Scenario fixed =
        Scenarios.under(new Conditions(Duration.ofSeconds(6), 60, 64)).stream()
            .filter(it -> it.id().equals("fixed-windows"))
            .findFirst()
            .orElseThrow();

    assertThat(keptIn(fixed, figures(300, 0, 0, 27_600))).isTrue();
    assertThat(keptIn(fixed, figures(303, 3, 0, 25_100))).isTrue();
    assertThat(keptIn(fixed, figures(303, 3, 0, 27_600))).isFalse();
    assertThat(keptIn(fixed, figures(304, 4, 0, 25_100))).isFalse();
  }

  @Test
  void theChartIsWellFormedAndHasThreeBarsForEachContestant() throws Exception {
    NodeList bars = elements(Chart.of(List.of(LOSES, KEEPS)), "rect");

    assertThat(bars.getLength()).isEqualTo(6);
    assertThat(width(bars, 3) / width(bars, 0)).as("1.01 to 0.5").isBetween(2.0, 2.05);
    assertThat(width(bars, 2)).as("lost calls").isPositive();
    assertThat(width(bars, 5)).as("nothing was lost").isZero();
  }

  private static boolean keptIn(Scenario scenario, Figures figures) {
    return new Bars(List.of(new Summary(scenario, OURS, List.of(figures)))).areKept();
  }

  private static double width(NodeList bars, int index) {
    return Double.parseDouble(((Element) bars.item(index)).getAttribute("width"));
  }

  private static NodeList elements(String svg, String name) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getElementsByTagName(name);
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.split("\\|")).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  private static Contestant contestant(String id) {
    return Contestant.all(Path.of("agent.jar")).stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Summary summary(Contestant contestant, Figures... runs) {
    return new Summary(BURST, contestant, List.of(runs));
  }

  private static Figures figures(int sent, int rejected, int lost, long makespanMillis) {
    long second = Duration.ofSeconds(1).toNanos();
    return new Figures(
        300,
        sent,
        rejected,
        0,
        lost,
        Duration.ofMillis(makespanMillis).toNanos(),
        24 * second,
        12 * second,
        24 * second,
        24 * second);
  }
}
