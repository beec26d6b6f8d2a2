package io.geminiquota.agent;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of HTTP/1.1 that answers with given bytes, right or wrong, and breaks off where the
 * request's path says: {@code .../name-count-reset-any:method} sends so many bytes of the answer of
 * that name and resets the connection, {@code .../name-count-close-any:method} closes it. {@code
 * .../name-count-pause-any:method} keeps it waiting for the rest. A path that has only the name
 * gets the whole answer, and the connection stays open.
 */
final class RawServer implements AutoCloseable {

  private static final Pattern ASKED =
      Pattern.compile("^\\S+ \\S*/([\\w.]+)(?:-(\\d+)-(reset|close|pause)-[\\w.]*)?[:?/\\s]");
  private static final Pattern LENGTH =
      Pattern.compile("^content-length: *(\\d+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private static final byte[] BLOCK = "huge ".repeat(2048).getBytes(StandardCharsets.US_ASCII);

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ServerSocket listening;

  RawServer() {
    try {
      listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String baseUrl() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** What all requests for a name get. */
  void answer(String name, byte[] bytes) {
    answer(name, bytes, 0);
  }

  /**
   * What all requests for a name get.
   *
   * @param more how many bytes of no meaning follow
   */
  void answer(String name, byte[] bytes, long more) {
    answers.put(name, new Answer(bytes, more));
  }

  /** How many requests have come. */
  int requests() {
    return requests.get();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (answer(head(in), in, socket)) {
        // The next request of this connection.
      }
    } catch (IOException gone) {
      // So is the client.
    } finally {
      open.remove(socket);
    }
  }

  private boolean answer(String head, InputStream in, Socket socket) throws IOException {
    Matcher length = LENGTH.matcher(head);
    if (length.find()) {
      in.readNBytes(Integer.parseInt(length.group(1)));
    }
    Matcher path = ASKED.matcher(head);
    if (!path.find()) {
      throw new IOException("not understood: " + head);
    }
    requests.incrementAndGet();
    Answer answer = answers.get(path.group(1));
    OutputStream out = socket.getOutputStream();
    out.write(
        answer.bytes,
        0,
        path.group(2) == null ? answer.bytes.length : Integer.parseInt(path.group(2)));
    for (long left = answer.more; left > 0; left -= BLOCK.length) {
      out.write(BLOCK, 0, (int) Math.min(left, BLOCK.length));
    }
    if (path.group(3) == null) {
      return true;
    }
    switch (path.group(3)) {
      case "reset" -> socket.setSoLinger(true, 0);
      case "pause" -> in.read(); // until the client goes
      default -> {}
    }
    return false;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new EOFException();
      }
      head.append((char) read);
    }
    return head.toString();
  }

  /** An answer with a body of a known length. */
  static byte[] plain(String head, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return concat(head + "Content-Length: " + bytes.length + "\r\n\r\n", bytes);
  }

  /** An answer whose body comes in chunks. */
  static byte[] chunked(String head, String... chunks) {
    StringBuilder text = new StringBuilder(head).append("Transfer-Encoding: chunked\r\n\r\n");
    for (String chunk : chunks) {
      int length = chunk.getBytes(StandardCharsets.UTF_8).length;
      text.append(Integer.toHexString(length)).append("\r\n").append(chunk).append("\r\n");
    }
    return text.append("0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] concat(String head, byte[] body) {
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  /** What is sent, and how much more of the same block after it. */
  private static final class Answer {
    final byte[] bytes;
    final long more;

    Answer(byte[] bytes, long more) {
      this.bytes = bytes;
      this.more = more;
    }
  }
}
