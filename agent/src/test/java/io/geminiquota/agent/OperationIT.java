package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.LiveCalls;
import com.example.Waiting;
import io.geminiquota.agent.jvm.AgentJar;
import io.geminiquota.agent.jvm.ForkedCommand;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person does to an application that runs: attach, status, disable, enable. */
class OperationIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();

  @TempDir private Path folder;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anApplicationThatRunsIsGovernedAndLetGo(Jdk jdk) throws Exception {
    try (LiveJvm jvm = LiveJvm.start(jdk, folder, List.of(), LiveCalls.class, url())) {
      // OkHttp's call and the annotated class are loaded before the agent comes.
      assertThat(jvm.ask("call")).isEqualTo("call 200");
      assertThat(command(jdk, "attach").out())
          .containsPattern(jvm.pid() + " +no +com.example.Live");
      assertThat(refused(command(jdk, "status", jvm.pid()))).contains("runs without the agent");

      Finished attached = command(jdk, "attach", jvm.pid(), "rpm=2");
      assertThat(attached.err()).isEmpty();
      assertThat(attached.out())
          .contains("at work in JVM " + jvm.pid())
          .containsPattern("OkHttp 4\\.12\\.0\n +file:.*okhttp-4\\.12\\.0\\.jar, class loader app")
          .contains("classes with @GeminiQuota: 1", "no Gemini call yet", "rpm = 2");
      assertThat(refused(command(jdk, "attach", jvm.pid()))).contains("has the agent already");

      assertThat(jvm.ask("annotated")).isEqualTo("annotated 200");
      assertThat(jvm.ask("call")).isEqualTo("call 200");
      jvm.tell("hold");
      await()
          .atMost(PATIENCE)
          .until(() -> command(jdk, "status", jvm.pid(), "--json").out().contains("\"waiting\":1"));
      assertThat(command(jdk, "status", jvm.pid()).out())
          .contains("1 waiting, 0 under way", "requests per minute: 2 of 2 used (configured)")
          .contains("@GeminiQuota of live")
          .doesNotContain("test-key");

      assertThat(command(jdk, "disable", jvm.pid()).out()).contains("as without us from now on");
      assertThat(jvm.nextLine()).isEqualTo("hold 200");
      assertThat(jvm.ask("call")).isEqualTo("call 200");
      assertThat(command(jdk, "status", jvm.pid()).out())
          .startsWith("Gemini calls are not governed");
      assertThat(command(jdk, "enable", jvm.pid()).out()).contains("are governed from now on");

      jvm.tell("hold");
      await()
          .atMost(PATIENCE)
          .until(() -> command(jdk, "status", jvm.pid(), "--json").out().contains("\"waiting\":1"));
      assertThat(List.of(jvm.ask("switch off by JMX"), jvm.nextLine()))
          .containsExactlyInAnyOrder("switched off", "hold 200");
      assertThat(jvm.errLines())
          .hasSize(3)
          .allMatch(line -> line.startsWith("gemini-quota: switched o"));
    }
  }

  @Test
  void theConfigurationFileSwitchesOffAndOn() throws Exception {
    Path file = Files.writeString(folder.resolve("quota.yaml"), "enabled: false\nrpm: 1\n");
    List<String> options =
        List.of(
            "-javaagent:" + AgentJar.PATH + "=config=" + file,
            "-Dgemini.quota.models.gemini-x.rpm=5");
    try (LiveJvm jvm = LiveJvm.start(Jdk.ofTheBuild(), folder, options, LiveCalls.class, url())) {
      assertThat(List.of(jvm.ask("call"), jvm.ask("call"))).containsOnly("call 200");

      Files.writeString(file, "gemini:\n  quota:\n    enabled: true\n    rpm: 1\n");
      await().atMost(PATIENCE).until(() -> jvm.errLines().size() == 1);
      assertThat(jvm.ask("call")).isEqualTo("call 200");
      jvm.tell("hold");
      await()
          .atMost(PATIENCE)
          .until(() -> status(jvm).contains("1 waiting") && status(jvm).contains("1 of 1 used"));

      Files.writeString(file, "enabled: [");
      await().atMost(PATIENCE).until(() -> jvm.errLines().size() == 2);
      Files.writeString(file, "enabled: false\nrpm: 7\n");
      assertThat(jvm.nextLine()).isEqualTo("hold 200");

      await().atMost(PATIENCE).until(() -> jvm.errLines().size() == 4);
      assertThat(jvm.errLines().get(0)).contains("switched on by the configuration file");
      assertThat(jvm.errLines().get(1)).contains("quota.yaml cannot be used", "in line 1");
      assertThat(jvm.errLines().get(2)).contains("quota.yaml was changed", "from the next start");
      assertThat(jvm.errLines().get(3)).contains("switched off by the configuration file");
      assertThat(status(jvm)).contains("rpm = 1", "models-gemini-x.rpm = 5");
    }
  }

  @Test
  void aJvmThatNeverCallsGeminiHasNothingOfJmxAndSaysSoWhenAsked() throws Exception {
    List<String> options =
        List.of(
            "-javaagent:"
                + AgentJar.PATH
                + "=relay.base-url=http://127.0.0.1:1,relay.key=hunter2,projects.a.token=hunter3",
            "-Xlog:class+load:file=" + folder.resolve("loaded"));
    try (LiveJvm jvm = LiveJvm.start(Jdk.ofTheBuild(), folder, options, Waiting.class)) {
      assertThat(loaded("io.geminiquota.agent.core.")).isFalse();
      assertThat(status(jvm))
          .contains("Gemini calls are governed.", "nothing yet", "no Gemini call yet")
          .contains("relay.key = (a credential, not shown)", "projects.a.token = (a credential")
          .doesNotContain("hunter");
      assertThat(command(Jdk.ofTheBuild(), "status", jvm.pid(), "--json").out())
          .contains("relay.key")
          .doesNotContain("hunter");
      assertThat(loaded("io.geminiquota.agent.core.")).isTrue();
      assertThat(loaded("com.sun.jmx.mbeanserver.JmxMBeanServer")).isFalse();
      assertThat(jvm.errLines()).isEmpty();
    }
  }

  @Test
  void whatCannotBeReachedIsOneLineThatSaysWhatToDo() throws Exception {
    Jdk jdk = Jdk.ofTheBuild();
    assertThat(refused(command(jdk, "attach", "99999999")))
        .contains("there is no process 99999999");
    assertThat(refused(command(jdk, "attach", "some.jar")))
        .contains("there is no process some.jar");
    Process sleeping = new ProcessBuilder("sleep", "60").start();
    try (LiveJvm shut =
            LiveJvm.start(
                jdk, folder, List.of("-XX:+DisableAttachMechanism"), LiveCalls.class, url());
        LiveJvm off =
            LiveJvm.start(
                jdk,
                folder,
                List.of("-javaagent:" + AgentJar.PATH + "=enabled=false"),
                LiveCalls.class,
                url())) {
      assertThat(refused(command(jdk, "attach", String.valueOf(sleeping.pid()))))
          .contains("sleep) is not a JVM");
      assertThat(sleeping.isAlive()).isTrue();
      assertThat(refused(command(jdk, "attach", shut.pid())))
          .contains("lets nobody attach", "start it anew");
      assertThat(refused(command(jdk, "status", off.pid()))).contains("or with enabled=false");
      try (ForkedCommand command =
          ForkedCommand.start(
              jdk, List.of("--limit-modules", "java.base,java.instrument"), "attach", off.pid())) {
        assertThat(refused(command.finish())).contains("has no module jdk.attach");
      }
    } finally {
      sleeping.destroyForcibly().waitFor();
    }
  }

  private boolean loaded(String name) throws IOException {
    return Files.readString(folder.resolve("loaded")).contains(" " + name);
  }

  private String status(LiveJvm jvm) throws Exception {
    return command(Jdk.ofTheBuild(), "status", jvm.pid()).out();
  }

  private static Finished command(Jdk jdk, String... arguments) throws Exception {
    return ForkedCommand.run(jdk, "", arguments);
  }

  private static String refused(Finished command) {
    assertThat(command.exitValue()).isEqualTo(2);
    assertThat(command.out()).isEmpty();
    assertThat(command.errLines()).hasSize(1);
    return command.err();
  }

  private String url() {
    return simulator.baseUrl();
  }
}
