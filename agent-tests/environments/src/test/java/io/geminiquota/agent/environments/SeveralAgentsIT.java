package io.geminiquota.agent.environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.jvm.AgentJar;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent in a JVM where it is already. */
class SeveralAgentsIT {

  private static final String APPLICATION = "com.example.application";
  private static final String MAIN = APPLICATION + ".Application";

  private final Lane lane = new Lane();

  @TempDir private static Path folder;
  private static String classPath;
  private static Path merged;
  private static Path mergedInPart;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @BeforeAll
  static void packApplications() throws IOException {
    classPath =
        Libraries.path(
            new Archive().classes("", APPLICATION).writeTo(folder.resolve("application.jar")),
            Libraries.all());
    Archive application = merged();
    merged = application.writeTo(folder.resolve("merged.jar"));
    mergedInPart =
        application.without("gemini-quota/").writeTo(folder.resolve("merged-in-part.jar"));
  }

  @AfterEach
  void stop() {
    lane.close();
  }

  /** The same jar, and a copy of it. */
  @ParameterizedTest
  @MethodSource("jdks")
  void theFirstOfThreeOnTheCommandLineActsAndEachOtherOneIsALine(Jdk jdk) throws IOException {
    Path copy = Files.copy(AgentJar.PATH, folder.resolve("copy-" + jdk.feature() + ".jar"));

    Finished application =
        Lane.jvm(jdk)
            .agent(Lane.SETTINGS)
            .agent(Lane.SETTINGS)
            .agent(copy, Lane.SETTINGS)
            .launch(lane.launch("-cp", classPath, MAIN));

    lane.assertGovernedWithALine(application);
    assertThat(application.complaints())
        .hasSize(2)
        .containsOnly(
            "gemini-quota: the agent is on the command line more than once: it works once, remove"
                + " the others");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationThatTheAgentWasMergedIntoIsGovernedAndTheLineSaysWhatIsWrong(Jdk jdk) {
    Finished application =
        Lane.jvm(jdk).agent(merged, Lane.SETTINGS).launch(lane.launch("-jar", merged.toString()));

    lane.assertGovernedWithALine(application);
    assertThat(application.complaints())
        .containsExactly(
            "gemini-quota: runs from "
                + merged
                + ", into which it was merged: Gemini calls are governed by the version that is in"
                + " there; take gemini-quota-agent out of what the application is built of, and"
                + " start the application with -javaagent:gemini-quota-agent.jar");
  }

  /** The application's classes go before the agent's, also before the agent's own. */
  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationThatOnlyPartsOfTheAgentWereMergedIntoRunsWithoutIt(Jdk jdk) throws IOException {
    Finished application =
        Lane.jvm(jdk).agent(Lane.SETTINGS).launch(lane.launch("-jar", mergedInPart.toString()));

    lane.assertNotGoverned(application);
    assertThat(application.complaints())
        .containsExactly(
            "gemini-quota: could not start from "
                + mergedInPart
                + " (java.io.IOException: gemini-quota/core.jar is not in "
                + mergedInPart
                + "): Gemini calls are not governed; take gemini-quota-agent out of what the"
                + " application is built of, and start the application with"
                + " -javaagent:gemini-quota-agent.jar");
  }

  private static Archive merged() throws IOException {
    Archive merged =
        new Archive()
            .attribute("Main-Class", MAIN)
            .attribute("Premain-Class", "io.geminiquota.agent.Premain")
            .classes("", APPLICATION)
            .contentOf(AgentJar.PATH);
    for (Path library : Libraries.all()) {
      merged.contentOf(library);
    }
    return merged.without("META-INF/versions/");
  }
}
