package io.geminiquota.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server on 127.0.0.1 with a handful of daemon threads, however many connections are open.
 */
public final class LoopbackServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int THREADS = 16;
  private static final int ACCEPT_QUEUE = 2048;

  private final Server server;
  private final ServerConnector connector;
  private final ScheduledThreadPoolExecutor timer;

  private LoopbackServer(
      Server server, ServerConnector connector, ScheduledThreadPoolExecutor timer) {
    this.server = server;
    this.connector = connector;
    this.timer = timer;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @throws UncheckedIOException if the port cannot be had; its message says which and why
   */
  public static LoopbackServer start(int port, Service service) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("gemini-simulator");
    threads.setDaemon(true);
    Server server = new Server(threads);
    server.setStopTimeout(0);
    ServerConnector connector = connector(server, port);
    server.addConnector(connector);
    ScheduledThreadPoolExecutor timer = timer();
    server.setHandler(new SimulatorHandler(service, timer));
    LoopbackServer started = new LoopbackServer(server, connector, timer);
    try {
      server.start();
    } catch (Exception e) {
      started.close();
      throw new UncheckedIOException(
          "cannot listen on " + HOST + ":" + port + ": " + reason(e),
          e instanceof IOException io ? io : new IOException(e));
    }
    return started;
  }

  /** Where it listens, without a slash at the end. */
  public String baseUrl() {
    return "http://" + HOST + ":" + connector.getLocalPort();
  }

  /** Stops at once; open connections are cut. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the simulator did not stop cleanly", e);
    }
  }

  private static ServerConnector connector(Server server, int port) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(HOST);
    connector.setPort(port);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    // Answers may be held for as long as a test likes.
    connector.setIdleTimeout(0);
    return connector;
  }

  private static ScheduledThreadPoolExecutor timer() {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, "gemini-simulator-timer");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return Objects.requireNonNullElseGet(cause.getMessage(), cause::toString);
  }
}
