package io.geminiquota.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What it prints, held by whole pages; {@code -Dgeminiquota.plans=write} writes them anew. */
class ExplainPlanCommandTest {

  private static final Path PAGES = Path.of("src", "test", "resources", "plans");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("SHOP", "hunter1", "TEAM_A", "hunter2", "TEAM_B", "hunter3");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void withoutAnythingConfiguredThereIsOneWay() throws IOException {
    run("--model", "gemini-2.5-pro", "--calls", "20");
    assertPage("nothing-configured");
  }

  @Test
  void threeProjectsTakeTurnsByTheirWeights() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("quota.yml"),
            """
            project: shop
            projects:
              shop: {key: "env:SHOP", rpm: 60, weight: 6}
              team-a: {key: "env:TEAM_A", rpm: 30, weight: 3}
              team-b: {key: "env:TEAM_B", rpm: 10}
            """);
    run("--model", "gemini-2.5-pro", "--config", file.toString(), "--calls", "300");
    assertPage("three-projects");
  }

  @Test
  void aDayThatIsUsedUpGoesOnWithAnotherModelAndThenWithTheRelay() throws IOException {
    run(
        "--model",
        "gemini-2.5-pro",
        "--calls",
        "2000",
        "--set",
        "models.gemini-2.5-pro.rpd=1000",
        "--set",
        "models.gemini-2.5-flash.rpd=500",
        "--set",
        "fallback=gemini-2.5-flash",
        "--set",
        "relay.base-url=https://relay.example.com",
        "--set",
        "relay.key=hunter4");
    assertPage("day-used-up");
  }

  @Test
  void whoWouldWaitForLongAsksAnotherModel() throws IOException {
    run(
        "--model",
        "gemini-2.5-pro",
        "--set",
        "models.gemini-2.5-pro.rpm=50",
        "--set",
        "models.gemini-2.5-pro.fallback=gemini-3-flash,gemini-2.5-flash",
        "--set",
        "models.gemini-3-flash.rpm=20",
        "--set",
        "fallback-after=5s");
    assertPage("another-model");
  }

  @Test
  void whoWouldWaitTooLongIsRefused() throws IOException {
    run("--model", "gemini-2.5-pro", "--set", "rpm=50", "--set", "max-wait=30s");
    assertPage("refused");
  }

  @Test
  void vertexHasNoTiers() throws IOException {
    run("--model", "gemini-2.5-pro", "--vertex", "--set", "tier=tier-1", "--set", "project=shop");
    assertPage("vertex");
  }

  @Test
  void whatIsMissingHereIsPlannedAndWhatIsWrongIsTold() {
    assertThat(
            run(
                "--model",
                "gemini-2.5-pro",
                "--set",
                "projects.a.key=env:ELSEWHERE",
                "--set",
                "projects.b.key=file:/run/secrets/b",
                "--set",
                "projects.c.key=hunter5 wrong",
                "--set",
                "rpm=many"))
        .isZero();
    assertThat(err.toString().lines())
        .allMatch(line -> line.startsWith("gemini-quota: "))
        .anyMatch(line -> line.contains("projects.c.key=(not shown) (agent argument) is not env:"))
        .anyMatch(line -> line.contains("rpm=many"))
        .anyMatch(line -> line.endsWith("runs: env:ELSEWHERE, file:/run/secrets/b"))
        .hasSize(3);
    assertThat(out.toString()).contains(". a, gemini-2.5-pro", ". b, gemini-2.5-pro");
    assertThat(out + err.toString()).doesNotContain("hunter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--calls 0", "--calls 100001", "--per-minute 0", "--tokens -1", "--x"})
  void wrongOptionsAreToldAndNothingIsShown(String options) {
    List<String> arguments = new ArrayList<>(List.of("--model", "m"));
    arguments.addAll(List.of(options.split(" ", -1)));
    assertThat(run(arguments.toArray(new String[0]))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFileThatCannotBeUsedIsOneLine() throws IOException {
    Path list = Files.writeString(folder.resolve("list.yml"), "- hunter2");
    assertThat(run("--model", "m", "--config", list.toString())).isEqualTo(2);
    assertThat(run("--model", "m", "--config", folder.resolve("none.yml").toString())).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("list.yml cannot be used (it is no list of name: value)"))
        .anyMatch(line -> line.contains("none.yml cannot be used (there is no such file)"));
  }

  private int run(String... arguments) {
    return new CommandLine(new ExplainPlanCommand(ENVIRONMENT))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private void assertPage(String name) throws IOException {
    Path page = PAGES.resolve(name + ".txt");
    if ("write".equals(System.getProperty("geminiquota.plans"))) {
      Files.createDirectories(PAGES);
      Files.writeString(page, out.toString());
    }
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .as(
            "%s; if it is meant, ./mvnw -B -pl agent -am test -Dtest=ExplainPlanCommandTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dgeminiquota.plans=write",
            page)
        .isEqualToNormalizingNewlines(Files.readString(page))
        .doesNotContain("hunter");
  }
}
