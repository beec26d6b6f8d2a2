package io.geminiquota.benchmarks.goodput;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real redis-server on a port of its own, that can be killed and started again. */
final class Store implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final int port;
  private final Path log;
  private Process server;

  private Store(int port, Path log) throws IOException, InterruptedException {
    this.port = port;
    this.log = log;
    this.server = start();
  }

  /**
   * Starts one, and waits until it listens.
   *
   * @param folder where its log goes
   * @throws IOException if there is no redis-server on the path, or it does not come up
   */
  static Store start(Path folder) throws IOException, InterruptedException {
    return new Store(freePort(), folder.resolve("redis.log"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Kills it for so long; then it is there again, with nothing. */
  void goneFor(Duration length) throws IOException, InterruptedException {
    server.destroyForcibly().waitFor();
    TimeUnit.NANOSECONDS.sleep(length.toNanos());
    server = start();
  }

  @Override
  public void close() {
    server.destroyForcibly();
  }

  private Process start() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "");
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (!listens()) {
      if (!started.isAlive() || System.nanoTime() - deadline > 0) {
        started.destroyForcibly();
        throw new IOException("redis-server did not start; its log is " + log);
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
    }
    return started;
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
