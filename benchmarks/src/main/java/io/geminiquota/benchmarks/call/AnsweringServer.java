package io.geminiquota.benchmarks.call;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Gives prepared answers in turn as fast as it can, so that little hides what is measured. */
final class AnsweringServer implements AutoCloseable {

  private static final String LENGTH = "content-length:";

  private final ServerSocket socket;
  private final List<byte[]> answers;
  private final AtomicLong asked = new AtomicLong();

  private AnsweringServer(ServerSocket socket, List<byte[]> answers) {
    this.socket = socket;
    this.answers = answers;
  }

  /**
   * An answer.
   *
   * @param status e.g. {@code 200 OK}
   * @param body JSON, ASCII
   */
  static byte[] answer(String status, String body) {
    return ("HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Starts on a free port of the loopback.
   *
   * @param answers what requests get in turn, whoever makes them
   */
  static AnsweringServer start(List<byte[]> answers) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    AnsweringServer server = new AnsweringServer(socket, answers);
    daemon(server::accept);
    return server;
  }

  String baseUrl() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        daemon(() -> answer(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      while (skipRequest(in)) {
        out.write(answers.get((int) (asked.getAndIncrement() % answers.size())));
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** False when there is none any more. */
  private static boolean skipRequest(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).trim());
      }
      if (line.equals("\uffff")) {
        return false;
      }
    }
    in.skipNBytes(length);
    return true;
  }

  /** Without its end; {@code \uffff} at the end of all. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        return "\uffff";
      }
      if (read != '\r') {
        line.append((char) read);
      }
    }
    return line.toString();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "answers");
    thread.setDaemon(true);
    thread.start();
  }
}
