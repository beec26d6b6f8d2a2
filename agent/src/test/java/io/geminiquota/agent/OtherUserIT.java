package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.Waiting;
import io.geminiquota.agent.jvm.AgentJar;
import io.geminiquota.agent.jvm.Jdk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who asks for the JVM of another user. Needs root, to be two users. */
class OtherUserIT {

  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final List<String> AS_ROOT = List.of();
  private static final List<String> AS_NOBODY =
      List.of(SETPRIV.toString(), "--reuid=65534", "--regid=65534", "--clear-groups");

  @TempDir private Path folder;
  private Path jar;

  /** Where both can read it. */
  @BeforeEach
  void layOut() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be somebody else");
    assumeTrue(Files.isExecutable(SETPRIV), "this machine has no setpriv");
    Path classes = Files.createDirectories(folder.resolve("com/example"));
    try (InputStream in = Waiting.class.getResourceAsStream("Waiting.class")) {
      Files.copy(in, classes.resolve("Waiting.class"));
    }
    jar = Files.copy(AgentJar.PATH, folder.resolve("gemini-quota-agent.jar"));
    rights(jar, "rw-r--r--");
    for (Path path : List.of(folder, classes.getParent(), classes)) {
      rights(path, "rwxr-xr-x");
    }
  }

  @Test
  void rootReachesEverybodysAndEverybodyElseHisOwn() throws Exception {
    Process nobodys = waiting(AS_NOBODY);
    Process roots = waiting(AS_ROOT);
    try {
      String pid = String.valueOf(nobodys.pid());

      assertThat(command(AS_ROOT, "attach", pid)).contains("at work in JVM " + pid);
      assertThat(command(AS_ROOT, "status", pid)).startsWith("Gemini calls are governed.");
      assertThat(command(AS_NOBODY, "status", pid)).startsWith("Gemini calls are governed.");
      assertThat(command(AS_NOBODY, "attach"))
          .contains(" " + pid + " ")
          .doesNotContain(" " + roots.pid() + " ");
      assertThat(command(AS_NOBODY, "attach", String.valueOf(roots.pid())))
          .startsWith("gemini-quota: process " + roots.pid() + " belongs to root: run this")
          .hasLineCount(1);

      rights(jar, "rw-------");
      assertThat(command(AS_ROOT, "status", pid))
          .startsWith("gemini-quota: JVM " + pid + " could not load " + jar)
          .contains("its user must be able to read the jar at just that place")
          .hasLineCount(1);
    } finally {
      nobodys.destroyForcibly().waitFor();
      roots.destroyForcibly().waitFor();
    }
  }

  /** Runs until it is destroyed. */
  private Process waiting(List<String> user) throws IOException {
    Process process = java(user, "-cp", folder.toString(), Waiting.class.getName());
    BufferedReader out = process.inputReader();
    assertThat(out.readLine()).isEqualTo("ready");
    return process;
  }

  /** What the command line says, whichever way. */
  private String command(List<String> user, String... arguments) throws Exception {
    Process process =
        java(
            user,
            Stream.concat(Stream.of("-jar", jar.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private Process java(List<String> user, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(user);
    command.add(Jdk.ofTheBuild().java().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }

  private static void rights(Path path, String rights) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }
}
