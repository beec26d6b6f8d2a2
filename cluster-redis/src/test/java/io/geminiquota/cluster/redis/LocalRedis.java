package io.geminiquota.cluster.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import redis.embedded.core.ExecutableProvider;

/** A real server of this machine, which tests may kill, stop and start again. */
final class LocalRedis implements AutoCloseable {

  private static final long PATIENCE_MILLIS = 10_000;

  private final Path directory;
  private final int port;
  private final List<String> command = new ArrayList<>();
  private @Nullable Process process;
  private @Nullable RedisClient client;

  private LocalRedis(List<String> first, String[] arguments) throws IOException {
    directory = Files.createTempDirectory("gemini-quota-redis");
    port = freePort();
    command.add(binary());
    command.addAll(first);
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--bind", "127.0.0.1", "--dir", directory.toString()));
    command.addAll(List.of("--loglevel", "warning", "--save", ""));
    command.addAll(List.of(arguments));
  }

  /** Starts one, or says why no test can be run with it. */
  static LocalRedis running(String... arguments) {
    return running(List.of(), arguments);
  }

  /** The same with a file of settings. */
  static LocalRedis configured(Path file, String... arguments) {
    return running(List.of(file.toString()), arguments);
  }

  private static LocalRedis running(List<String> first, String... arguments) {
    try {
      LocalRedis redis = new LocalRedis(first, arguments);
      redis.start();
      return redis;
    } catch (IOException | RuntimeException fault) {
      Assumptions.abort("no redis-server can be started here: " + fault);
      throw new IllegalStateException(fault);
    }
  }

  /** One that is not started yet. */
  static LocalRedis stopped() {
    try {
      return new LocalRedis(List.of(), new String[0]);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** That of the machine, else one that was built for tests. */
  private static String binary() throws IOException {
    for (String name : List.of("redis-server", "valkey-server")) {
      for (String path : System.getenv("PATH").split(File.pathSeparator, -1)) {
        File file = new File(path, name);
        if (file.canExecute()) {
          return file.getPath();
        }
      }
    }
    return ExecutableProvider.newJarResourceProvider().get().getPath();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  void start() {
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      Process started = process;
      Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
      long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      while (!accepts()) {
        if (!started.isAlive() || System.nanoTime() > until) {
          kill();
          throw new IllegalStateException(Files.readString(directory.resolve("log")));
        }
        Thread.onSpinWait();
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return in.read() > 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Ends it as kill -9 does. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** It does nothing at all any more, and its connections stay. */
  void freeze() {
    signal("-STOP");
  }

  void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException fault) {
      throw new IllegalStateException(fault);
    }
  }

  int port() {
    return port;
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** A connection of the test's own. */
  RedisCommands<String, String> commands() {
    return connection().sync();
  }

  StatefulRedisConnection<String, String> connection() {
    if (client == null) {
      client = RedisClient.create(RedisURI.create(uri()));
      client.setOptions(ClientOptions.builder().protocolVersion(ProtocolVersion.RESP2).build());
    }
    return client.connect();
  }

  @Override
  public void close() {
    if (client != null) {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
    if (process != null && process.isAlive()) {
      thaw();
      kill();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted((one, other) -> other.compareTo(one)).forEach(path -> path.toFile().delete());
    } catch (IOException gone) {
      // A directory for temporary files.
    }
  }
}
