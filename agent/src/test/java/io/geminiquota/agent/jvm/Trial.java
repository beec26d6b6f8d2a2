package io.geminiquota.agent.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.RequestRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an application went through that called models in several ways, each way twice: a model that
 * has no room for a moment and takes the third request, and one that has no quota at all.
 */
public final class Trial {

  private static final String PASSING = "passing-";
  private static final String HOPELESS = "hopeless-";
  private static final Answer BUSY = Answer.rateLimited(Duration.ofMillis(50));

  /** Of what the SDK sleeps after its last attempt, which is up to two seconds, nothing is left. */
  private static final long GENEROUS_MILLIS = 500;

  private final List<String> ways;
  private final Finished application;
  private final Map<String, Long> sent;

  private Trial(List<String> ways, Finished application, List<RequestRecord> requests) {
    this.ways = ways;
    this.application = application;
    this.sent =
        requests.stream()
            .collect(Collectors.groupingBy(RequestRecord::model, Collectors.counting()));
  }

  /**
   * Runs an application to its end.
   *
   * @param jvm with its class path, and with the agent or without
   * @param main takes the base URL, and pairs of the name of a way and a model; prints what {@link
   *     Finished#values} reads
   * @param ways the names
   */
  public static Trial run(ForkedJvm jvm, Class<?> main, List<String> ways) {
    try (GeminiSimulator simulator = GeminiSimulator.builder().start()) {
      List<String> calls = new ArrayList<>(List.of(simulator.baseUrl()));
      for (String way : ways) {
        simulator.script(PASSING + way, BUSY, BUSY, Answer.ok());
        simulator.script(HOPELESS + way, Answer.zeroQuota());
        calls.addAll(List.of(way, PASSING + way, way, HOPELESS + way));
      }
      Finished application = jvm.run(main, calls.toArray(String[]::new));
      return new Trial(ways, application, simulator.requests());
    }
  }

  /** What passes was sent three times, what is hopeless once, and nothing else was done or said. */
  public void assertGoverned() {
    assertThat(application.complaints()).isEmpty();
    Map<String, String> results = application.values();
    assertThat(ways)
        .allSatisfy(
            way -> {
              assertThat(results.get(PASSING + way)).startsWith("OK ");
              assertThat(sent.get(PASSING + way)).isEqualTo(3);
              assertThat(results.get(HOPELESS + way)).contains("[gemini-quota]", "billing");
              assertThat(sent.get(HOPELESS + way)).isEqualTo(1);
            });
    assertThat(ways.stream().mapToLong(way -> millis(HOPELESS + way)).sum())
        .as("milliseconds until all that was hopeless had failed")
        .isLessThan(ways.size() * GENEROUS_MILLIS);
  }

  /**
   * A row of the table in docs/coverage.md: the same application without the agent and with it. May
   * take minutes, which libraries sleep between their attempts.
   *
   * @param name of the library, with its version
   * @param classPath of the application
   * @param main as above
   * @param way the name of one way
   */
  public static String row(String name, String classPath, Class<?> main, String way) {
    Trial without = run(new ForkedJvm(Jdk.ofTheBuild()).classPath(classPath), main, List.of(way));
    Trial with =
        run(new ForkedJvm(Jdk.ofTheBuild()).classPath(classPath).agent(""), main, List.of(way));
    return Stream.of(PASSING, HOPELESS)
        .map(kind -> without.cell(kind + way) + " | " + with.cell(kind + way))
        .collect(Collectors.joining(" | ", "| " + name + " | ", " |"));
  }

  private String cell(String model) {
    boolean succeeded = application.values().get(model).startsWith("OK ");
    return String.format(
        Locale.ROOT,
        "%s, %d sent, %.1f s",
        succeeded ? "answered" : "failed",
        sent.getOrDefault(model, 0L),
        millis(model) / 1000.0);
  }

  private long millis(String model) {
    return Long.parseLong(application.values().get(model + ".ms"));
  }
}
