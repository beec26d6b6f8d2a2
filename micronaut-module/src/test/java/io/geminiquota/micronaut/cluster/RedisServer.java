package io.geminiquota.micronaut.cluster;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** A real Redis: the one of this machine, else the one that embedded-redis brings along. */
final class RedisServer implements AutoCloseable {

  private final int port;
  private final Process process;

  private RedisServer(int port) throws IOException {
    this.port = port;
    this.process =
        new ProcessBuilder(
                List.of(program(), "--bind", "127.0.0.1", "--port", "" + port, "--save", ""))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  static RedisServer start() throws IOException {
    return startAt(freePort());
  }

  static RedisServer startAt(int port) throws IOException {
    RedisServer server = new RedisServer(port);
    await().atMost(Duration.ofSeconds(20)).until(server::listens);
    return server;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static String url(int port) {
    return "redis://127.0.0.1:" + port;
  }

  String url() {
    return url(port);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private boolean listens() {
    try (Socket unused = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String program() throws IOException {
    Optional<Path> installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "redis-server"))
            .filter(Files::isExecutable)
            .findFirst();
    return installed.isPresent()
        ? installed.get().toString()
        : ExecutableProvider.newJarResourceProvider().get().toString();
  }
}
