package io.geminiquota.benchmarks.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A viewer for traces in the browser, in a process of its own that listens on the loopback
 * interface and keeps everything in memory. Npm fetches it, and the Node.js that it runs on.
 */
final class Viewer implements AutoCloseable {

  private static final String PACKAGE = "autotel-devtools@27.1.0";

  /** The viewer keeps traces in Node's own SQLite, which Node 20 does not have. */
  private static final String NODE = "node@24.21.0";

  /** Where receivers of OTLP over HTTP usually listen. */
  private static final int USUAL_PORT = 4318;

  private static final String LISTENS = "Listening:";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Process process;
  private final String url;
  private final Thread killer;

  private Viewer(Process process, String url) {
    this.process = process;
    this.url = url;
    this.killer = new Thread(this::end, "ends the viewer");
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts the viewer, and waits until it listens.
   *
   * @param atMost how long to wait; the first time, much is fetched
   * @param log where its output goes
   * @throws IOException when it cannot be had; the message says why, and what to do
   */
  static Viewer start(Duration atMost, Path log) throws IOException, InterruptedException {
    int port = port(USUAL_PORT);
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "npx",
                "--yes",
                "-p",
                NODE,
                "-p",
                PACKAGE,
                "autotel-devtools",
                "--host",
                "127.0.0.1",
                "--port",
                "" + port,
                "--grpc-port",
                "" + port(0),
                "--title",
                "Gemini Quota"));
    // Without the network npm would try for more than a minute.
    builder.environment().putIfAbsent("npm_config_fetch_retries", "1");
    builder.environment().putIfAbsent("npm_config_fetch_retry_mintimeout", "1000");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Viewer viewer = new Viewer(started(builder), "http://127.0.0.1:" + port);
    try {
      viewer.awaitReady(atMost, log);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      viewer.close();
      throw failed;
    }
    return viewer;
  }

  /** Where to send traces to, and what to open in the browser. */
  String url() {
    return url;
  }

  /** Waits until the viewer ends, which it does not do by itself. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /** Ends it, and all that npm has started for it. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException shutdownHasBegun) {
      // Then the hook has done, or does, the same.
    }
  }

  private void end() {
    // First the children: nobody could say any more whose they were.
    List<ProcessHandle> all = process.descendants().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static Process started(ProcessBuilder builder) throws IOException {
    try {
      return builder.start();
    } catch (IOException noNpx) {
      throw new IOException(
          "There is no npx, which fetches the viewer. Install Node.js with npm (Debian: apt-get"
              + " install npm), or run the demo without --traces.",
          noNpx);
    }
  }

  private void awaitReady(Duration atMost, Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!Files.readString(log).contains(LISTENS)) {
      if (process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("The viewer did not start. " + reason(log));
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "The viewer was not there after " + atMost.toSeconds() + " s. " + reason(log));
      }
    }
  }

  private static String reason(Path log) throws IOException {
    List<String> lines =
        Files.readAllLines(log).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("npm warn"))
            .toList();
    return (lines.isEmpty() ? "It said nothing." : "It said: " + lines.get(0).strip() + ".")
        + " Npm fetches it, so the network must be there the first time (all of it: "
        + log
        + "). Without --traces the demo needs neither.";
  }

  /** This port if it is free, else any free one. */
  private static int port(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException taken) {
      if (wanted == 0) {
        throw taken;
      }
      return port(0);
    }
  }
}
