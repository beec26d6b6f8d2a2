package io.geminiquota.agent.environments;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.witness.Inspection;
import com.example.witness.Witness;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.geminiquota.agent.jvm.AgentJar;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application can see of the agent in its JVM. */
class SeclusionIT {

  private static final List<String> NESTED = List.of("core", "glue", "telemetry", "command");
  private static final String REAL_CALL = "okhttp3/internal/connection/RealCall";

  @TempDir private Path folder;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  /** With held calls and an exporter of our own, so that every part of the agent is at work. */
  @ParameterizedTest
  @MethodSource("jdks")
  void nothingOfOursIsToBeSeenAndNobodyElsesClassIsChanged(Jdk jdk) throws IOException {
    Set<String> packed = packed();
    Finished application = inspect(jdk, packed);

    assertThat(application.complaints()).isEmpty();
    assertThat(application.exitValue()).isZero();
    List<String> lines = new ArrayList<>(application.outLines());
    assertThat(lines)
        .startsWith("answer STOP", "answer STOP", "sought " + packed.size())
        .noneMatch(line -> line.startsWith("class "))
        .noneMatch(line -> line.startsWith("resource "))
        .noneMatch(line -> line.endsWith(" in the application"))
        .anyMatch(line -> line.equals("thread gemini-quota-pacemaker"));
    assertThat(after("loaded ", lines))
        .allMatch(
            name ->
                name.equals("java.lang.GeminiQuotaDispatcher")
                    || name.matches("io\\.geminiquota\\.agent\\.\\w+(\\$\\w+)*"))
        .contains("io.geminiquota.agent.Premain");
    assertThat(after("changed ", lines))
        .contains(REAL_CALL)
        .allMatch(name -> name.equals(REAL_CALL) || name.startsWith("com/google/genai/Async"));
    assertThat(Integer.parseInt(after("classes ", lines).get(0))).isGreaterThan(1_000);
  }

  private Finished inspect(Jdk jdk, Set<String> packed) throws IOException {
    Path names = Files.write(folder.resolve("names.txt"), packed);
    Path witness =
        new Archive()
            .attribute("Premain-Class", Witness.class.getName())
            .attribute("Can-Retransform-Classes", "true")
            .classes("", "com.example.witness")
            .writeTo(folder.resolve("witness.jar"));
    try (GeminiSimulator simulator = GeminiSimulator.builder().start();
        Receiver receiver = new Receiver()) {
      simulator.script("gemini-2.5-flash", Answer.rateLimited(Duration.ofMillis(50)), Answer.ok());
      return Lane.jvm(jdk)
          .agent(witness, "before")
          .agent("minute=1s,otlp-endpoint=http://localhost:" + receiver.port())
          .agent(witness, "after")
          .classPath(Libraries.path(witness, Libraries.all()))
          .run(
              Inspection.class,
              simulator.baseUrl(),
              AgentJar.PATH.getFileName().toString(),
              names.toString());
    }
  }

  /** Everything that is hidden in the jar. */
  private static Set<String> packed() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String nested : NESTED) {
      names.addAll(AgentJar.entriesOf(nested).keySet());
    }
    // At the root, too: every jar has one, and licences want to be found.
    names.removeAll(Set.of("META-INF/MANIFEST.MF", "META-INF/LICENSE", "META-INF/NOTICE"));
    return names;
  }

  /** Takes all spans. */
  private static final class Receiver implements AutoCloseable {

    private final HttpServer server;

    Receiver() throws IOException {
      server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
      server.createContext("/", Receiver::take);
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }

    private static void take(HttpExchange exchange) throws IOException {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    }
  }

  private static List<String> after(String prefix, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }
}
