package io.geminiquota.agenttests.genai;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The Live API as far as the opening of a session: it turns web sockets away as it is told to, then
 * opens them, confirms the set-up and closes when the client does.
 */
final class LiveServer implements AutoCloseable {

  /** The answer that is none of the bodies: a session. */
  static final String OPENED = "opened";

  private static final String NO_MORE =
      "{\"error\":{\"code\":429,\"message\":\"Asked too often.\"}}";
  private static final String ACCEPTING = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;

  private final ServerSocket listening;
  private final Queue<String> answers;
  private final AtomicInteger upgrades = new AtomicInteger();

  private LiveServer(ServerSocket listening, List<String> answers) {
    this.listening = listening;
    this.answers = new ArrayDeque<>(answers);
  }

  /** A server that gives the next openings these answers: {@link #OPENED}, or the body of a 429. */
  static LiveServer start(LoopbackCertificate certificate, List<String> answers)
      throws IOException, GeneralSecurityException {
    ServerSocket listening =
        certificate
            .server()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    LiveServer server = new LiveServer(listening, answers);
    Thread thread = new Thread(server::accept, "live-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  String baseUrl() {
    return "https://127.0.0.1:" + listening.getLocalPort();
  }

  /** How often a client asked for a web socket. */
  int upgrades() {
    return upgrades.get();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  /** One connection after the other: nobody opens two sessions at a time. */
  private void accept() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        serve(socket);
      } catch (IOException e) {
        // The client has gone, or the server is closed.
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    OutputStream out = socket.getOutputStream();
    String key = readHead(in);
    upgrades.incrementAndGet();
    String refusal = Objects.requireNonNullElse(answers.poll(), NO_MORE);
    if (!OPENED.equals(refusal)) {
      refuse(out, refusal);
      return;
    }
    send(
        out,
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Accept: "
            + accepted(key)
            + "\r\n\r\n");
    while (readFrame(in) != CLOSE) {
      byte[] confirmed = "{\"setupComplete\":{}}".getBytes(StandardCharsets.UTF_8);
      out.write(new byte[] {(byte) TEXT, (byte) confirmed.length});
      out.write(confirmed);
      out.flush();
    }
    out.write(new byte[] {(byte) CLOSE, 0});
    out.flush();
  }

  private static void refuse(OutputStream out, String body) throws IOException {
    send(
        out,
        "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + "Content-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  /** Reads a request to its end, which is that of its head, and returns the web socket's key. */
  private static String readHead(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseThrow(() -> new IOException("no web socket is asked for: " + head));
  }

  /** Reads a client's frame, which is masked, and returns its first byte. */
  private static int readFrame(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    int length = in.readUnsignedByte() & 0x7f;
    in.skipNBytes((length == 126 ? in.readUnsignedShort() : length) + 4);
    return kind;
  }

  private static String accepted(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + ACCEPTING).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
