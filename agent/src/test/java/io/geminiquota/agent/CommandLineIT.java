package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.jvm.AgentJar;
import io.geminiquota.agent.jvm.ForkedCommand;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineIT {

  private static final String ERROR =
      "com.google.genai.errors.ClientException: 429 . Quota exceeded for metric:"
          + " generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 15,"
          + " model: gemini-2.0-flash Please retry in 22.5s.";

  private static final String LINE = "{\"http_status\": 503, \"payload\": \"\"}\n";

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anErrorFromALogIsExplained(Jdk jdk) throws Exception {
    Finished person = ForkedCommand.run(jdk, ERROR, "explain");
    Finished machine = ForkedCommand.run(jdk, ERROR, "explain", "--json", "-");

    assertThat(person.err() + machine.err()).isEmpty();
    assertThat(person.out())
        .startsWith("Too many requests in this minute\n  found     line 1\n")
        .contains("the server asks for 22.5 s")
        .doesNotContain("\u001b");
    assertThat(machine.out()).startsWith("{\"kind\":\"RATE_REQUESTS_PER_MINUTE\",").hasLineCount(1);
    assertThat(List.of(person.exitValue(), machine.exitValue())).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whoWritesALineAndWaitsGetsItsAnswer(Jdk jdk) throws Exception {
    try (ForkedCommand command =
        ForkedCommand.start(jdk, List.of(), "explain", "--json", "--lines")) {
      BufferedReader out =
          new BufferedReader(new InputStreamReader(command.out(), StandardCharsets.UTF_8));
      try (OutputStream in = command.in()) {
        for (String line : new String[] {"\n", LINE, "\r\n", LINE}) {
          in.write(line.getBytes(StandardCharsets.UTF_8));
          in.flush();

          assertThat(out.readLine())
              .startsWith("{\"kind\":\"" + (line.isBlank() ? "OTHER" : "CAPACITY") + "\"");
        }
      }
      assertThat(out.readLine()).isNull();
      assertThat(command.finish().exitValue()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theWaysOfCallsAreExplained(Jdk jdk, @TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("quota.yml"),
            "rpm: 60\nprojects: {team-b: {key: hunter2}}\nfallback: [gemini-2.5-flash]\n");
    Finished plan =
        ForkedCommand.run(
            jdk, "", "explain-plan", "--model", "gemini-2.5-pro", "--config", file.toString());

    assertThat(plan.err()).isEmpty();
    assertThat(plan.out())
        .contains("2. team-b, gemini-2.5-pro", "4. team-b, gemini-2.5-flash", "1-200")
        .doesNotContain("hunter2");
    assertThat(plan.exitValue()).isZero();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void helpTellsHowToUseItAndWrongUseEndsWithTwo(Jdk jdk) throws Exception {
    Finished help = ForkedCommand.run(jdk, "", "--help");
    Finished nothing = ForkedCommand.run(jdk, "");

    assertThat(help.out()).contains("-javaagent:gemini-quota-agent.jar", "explain").isNotEmpty();
    assertThat(help.err()).isEmpty();
    assertThat(help.exitValue()).isZero();
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).contains("no command is given", "-javaagent:", "explain");
    assertThat(nothing.exitValue()).isEqualTo(2);
  }

  @Test
  void theOtherWaysToAskForHelpAndVersionWorkToo() throws Exception {
    Jdk jdk = Jdk.ofTheBuild();

    assertThat(ForkedCommand.run(jdk, "", "help", "explain").out())
        .contains("Examples:", "explain app.log");
    assertThat(ForkedCommand.run(jdk, "", "explain", "--help").out()).contains("Exit codes:");
    assertThat(ForkedCommand.run(jdk, "", "--version").out())
        .matches("gemini-quota-agent \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"explian", "--lines", "explain --lines", "explain --xml", "explain a b c"})
  void wrongUseIsToldWithTheUsage(String arguments) throws Exception {
    Finished wrong = ForkedCommand.run(Jdk.ofTheBuild(), ERROR, arguments.split(" "));

    assertThat(wrong.exitValue()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).startsWith("gemini-quota: ").contains("Usage: ");
  }

  @Test
  void theExitCodeTellsWhatWentWrong(@TempDir Path folder) throws Exception {
    byte[] random = new byte[4096];
    new Random(1).nextBytes(random);
    String binary = Files.write(folder.resolve("binary"), random).toString();
    String empty = Files.createFile(folder.resolve("empty")).toString();
    Jdk jdk = Jdk.ofTheBuild();

    assertThat(ForkedCommand.run(jdk, "hello", "explain").exitValue()).isEqualTo(3);
    for (String file : new String[] {binary, empty, folder.toString(), folder + "/missing"}) {
      Finished unusable = ForkedCommand.run(jdk, "", "explain", file);

      assertThat(unusable.exitValue()).as(file).isEqualTo(2);
      assertThat(unusable.out()).isEmpty();
      assertThat(unusable.errLines())
          .singleElement()
          .asString()
          .startsWith("gemini-quota: " + file);
    }
    assertThat(ForkedCommand.run(jdk, "", "explain", "--json", "--lines", binary).exitValue())
        .isZero();
    assertThat(ForkedCommand.run(jdk, "", "explain", "--json", "--lines", empty).exitValue())
        .isEqualTo(2);
  }

  @Test
  void aReaderThatStopsReadingEndsItQuietly() throws Exception {
    try (ForkedCommand command =
        ForkedCommand.start(Jdk.ofTheBuild(), List.of(), "explain", "--json", "--lines")) {
      command.out().close();
      try (OutputStream in = command.in()) {
        in.write(LINE.repeat(10_000).getBytes(StandardCharsets.UTF_8));
      } catch (IOException itHasEnded) {
        // As it should.
      }
      Finished ended = command.finishUnread();

      assertThat(ended.err()).isEmpty();
      assertThat(ended.exitValue()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10:11:12.345 [main] INFO c.e.Orders - order 4711 saved in 12 ms, status=200, {\"a\":[1]}\n",
        "a text without any line end, {\"a\": [1, 2, 3]}, and so on, "
      })
  void whatIsFarLargerThanMemoryIsReadToItsEnd(String part) throws Exception {
    long size = 256L << 20;
    byte[] block = part.repeat((1 << 16) / part.length()).getBytes(StandardCharsets.UTF_8);
    try (ForkedCommand command =
        ForkedCommand.start(Jdk.ofTheBuild(), List.of("-Xmx32m"), "explain", "--json")) {
      try (OutputStream in = command.in()) {
        for (long written = 0; written < size; written += block.length) {
          in.write(block);
        }
        in.write((ERROR + "\n").getBytes(StandardCharsets.UTF_8));
        in.write(block);
      }
      Finished finished = command.finish();

      assertThat(finished.err()).isEmpty();
      assertThat(finished.exitValue()).isZero();
      assertThat(finished.out())
          .startsWith("{\"kind\":\"RATE_REQUESTS_PER_MINUTE\",")
          .contains("\"count\":1}")
          .hasLineCount(1);
    }
  }

  @Test
  void aPayloadFarLargerThanMemoryIsAnsweredAndTheNextLineToo() throws Exception {
    byte[] block = "lorem ipsum ".repeat(5000).getBytes(StandardCharsets.UTF_8);
    try (ForkedCommand command =
        ForkedCommand.start(Jdk.ofTheBuild(), List.of("-Xmx32m"), "explain", "--json", "--lines")) {
      try (OutputStream in = command.in()) {
        in.write("{\"payload\": \"429 RESOURCE_EXHAUSTED ".getBytes(StandardCharsets.UTF_8));
        for (long written = 0; written < 128L << 20; written += block.length) {
          in.write(block);
        }
        in.write(("\"}\n" + LINE).getBytes(StandardCharsets.UTF_8));
      }
      Finished finished = command.finish();

      assertThat(finished.err()).isEmpty();
      assertThat(finished.outLines())
          .satisfiesExactly(
              answer -> assertThat(answer).startsWith("{\"kind\":\"RATE_UNSPECIFIED\""),
              answer -> assertThat(answer).startsWith("{\"kind\":\"CAPACITY\""));
    }
  }

  @Test
  void aDamagedJarSaysSo(@TempDir Path folder) throws Exception {
    Path damaged = AgentJar.copyWith(folder, "command", new byte[100]);
    Process process =
        new ProcessBuilder(Jdk.ofTheBuild().java().toString(), "-jar", damaged.toString(), "--help")
            .start();

    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("gemini-quota: the command line could not start from " + damaged)
        .contains("the jar is damaged, get it anew")
        .hasLineCount(1);
    assertThat(process.waitFor()).isEqualTo(2);
  }
}
