package io.geminiquota.agent.environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives of classes, from which a JVM starts faster, serve beside the agent. */
class SharedArchivesIT {

  private static final String MAIN = "com.example.application.Application";
  private static final int FIRST_WITH_AOT_CACHE = 25;

  private final Lane lane = new Lane();

  @TempDir private Path folder;
  private String classPath;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  static List<Jdk> jdksWithAotCache() {
    return Jdk.all().stream().filter(jdk -> jdk.feature() >= FIRST_WITH_AOT_CACHE).toList();
  }

  @BeforeEach
  void packApplication() throws IOException {
    classPath =
        Libraries.path(
            new Archive()
                .classes("", "com.example.application")
                .writeTo(folder.resolve("application.jar")),
            Libraries.all());
  }

  @AfterEach
  void stop() {
    lane.close();
  }

  /** A JVM does not make one beside any agent, so it is made without. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aDynamicArchiveServes(Jdk jdk) throws IOException {
    Path archive = folder.resolve("application.jsa");
    assertThat(
            asked(new ForkedJvm(jdk).option("-XX:ArchiveClassesAtExit=" + archive), "gemini-made"))
        .contains("gemini-made STOP");

    Path loaded = folder.resolve("loaded.txt");
    Finished application =
        new ForkedJvm(jdk)
            .option("-XX:SharedArchiveFile=" + archive)
            // JDK 25 says, on stdout, that its own archive was made without java.instrument.
            .option("-Xlog:disable")
            .option("-Xlog:class+load:file=" + loaded)
            .agent(Lane.SETTINGS)
            .launch(lane.launch("-cp", classPath, MAIN));

    lane.assertGoverned(application);
    assertThat(application.out()).doesNotContain("Sharing is only supported");
    List<String> classes = Files.readAllLines(loaded);
    assertThat(classes)
        .as("of the application")
        .anyMatch(line -> line.contains(" okhttp3.OkHttpClient source: shared objects file (top)"))
        .as("of the JDK")
        .anyMatch(line -> line.contains(" java.lang.String source: shared objects file"));
    assertThat(classes.stream().filter(line -> line.contains("shared objects file")).count())
        // The JDK's own archive alone has less than a third of them; the agent's classes are in
        // none.
        .as("from archives, of %s", classes.size())
        .isGreaterThan(classes.size() / 2);
  }

  /**
   * Its classes are loaded before there are agents, so the agent would come too late for OkHttp,
   * and without the module of all agents it is not used at all.
   */
  @ParameterizedTest
  @MethodSource("jdksWithAotCache")
  void anAotCacheThatWasMadeWithoutTheAgentServes(Jdk jdk) throws IOException {
    ForkedJvm training = new ForkedJvm(jdk).option("--add-modules=java.instrument");

    assertServes(
        jdk, training, " okhttp3.internal.connection.RealCall source: shared objects file");
  }

  @ParameterizedTest
  @MethodSource("jdksWithAotCache")
  void anAotCacheThatWasMadeWithTheAgentServes(Jdk jdk) throws IOException {
    ForkedJvm training = new ForkedJvm(jdk).agent("");

    assertServes(jdk, training, " okhttp3.OkHttpClient source: shared objects file");
  }

  private void assertServes(Jdk jdk, ForkedJvm training, String fromCache) throws IOException {
    Path cache = folder.resolve("application.aot");
    assertThat(asked(training.option("-XX:AOTCacheOutput=" + cache), "gemini-trained"))
        .contains("gemini-trained STOP");

    Path loaded = folder.resolve("loaded.txt");
    Finished application =
        new ForkedJvm(jdk)
            .option("-XX:AOTCache=" + cache)
            // Without it, a cache that is of no use is passed over.
            .option("-XX:AOTMode=on")
            .option("--add-modules=java.instrument")
            .option("-Xlog:class+load:file=" + loaded)
            .agent(Lane.SETTINGS)
            .launch(lane.launch("-cp", classPath, MAIN));

    lane.assertGoverned(application);
    assertThat(Files.readAllLines(loaded)).anyMatch(line -> line.contains(fromCache));
  }

  private String asked(ForkedJvm jvm, String model) {
    return jvm.launch(List.of("-cp", classPath, MAIN, lane.baseUrl(), model)).out();
  }
}
