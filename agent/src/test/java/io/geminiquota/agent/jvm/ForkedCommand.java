package io.geminiquota.agent.jvm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The command line of the agent's jar, in a JVM of its own. */
public final class ForkedCommand implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 90;

  private final Process process;
  private final CompletableFuture<String> err;

  private ForkedCommand(Process process) {
    this.process = process;
    this.err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
  }

  /** Starts {@code java -jar}; the options begin with those of the JVM, if there are any. */
  public static ForkedCommand start(Jdk jdk, List<String> jvmOptions, String... arguments)
      throws IOException {
    assumeTrue(jdk.isInstalled(), jdk + " is not on this machine; set JAVA_HOME_25 if it is");
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(jdk.strictOptions());
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", AgentJar.PATH.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new ForkedCommand(builder.start());
  }

  /** Runs it to its end with a text as its input. */
  public static ForkedJvm.Finished run(Jdk jdk, String input, String... arguments)
      throws Exception {
    try (ForkedCommand command = start(jdk, List.of(), arguments)) {
      try (OutputStream in = command.in()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException notReadToItsEnd) {
        // It may end before it has read everything.
      }
      return command.finish();
    }
  }

  public OutputStream in() {
    return process.getOutputStream();
  }

  public InputStream out() {
    return process.getInputStream();
  }

  public ForkedJvm.Finished finish() throws Exception {
    CompletableFuture<String> out =
        CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
    waitForEnd();
    return new ForkedJvm.Finished(process.exitValue(), out.get(), err.get());
  }

  /** As {@link #finish}, for an output that nobody reads any more. */
  public ForkedJvm.Finished finishUnread() throws Exception {
    waitForEnd();
    return new ForkedJvm.Finished(process.exitValue(), "", err.get());
  }

  private void waitForEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running: " + process.info());
    }
  }

  /** Ends it, if it has not ended. */
  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
  }

  private static String read(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
