package io.geminiquota.benchmarks.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A page in a Chromium without a window, driven by the DevTools protocol. */
final class Chromium implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String LISTENING = "DevTools listening on ws://";

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final WebSocket page;
  private int lastId;

  private Chromium(Process process, String address, String url)
      throws IOException, InterruptedException {
    this.process = process;
    HttpRequest newPage =
        HttpRequest.newBuilder(
                URI.create("http://" + address + "/json/new?" + URLEncoder.encode(url, UTF_8)))
            .PUT(BodyPublishers.noBody())
            .build();
    String answer = client.send(newPage, BodyHandlers.ofString()).body();
    this.page =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(value(answer, "webSocketDebuggerUrl")), new Messages())
            .join();
  }

  /** The browser of this machine. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Opens a page.
   *
   * @param folder an empty one, for what browsers keep
   */
  static Chromium open(Path browser, Path folder, String url)
      throws IOException, InterruptedException {
    Path log = folder.resolve("chromium.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            browser.toString(),
            "--headless=new",
            // Its sandbox does not work for root, and it sees nothing but the page of our own
            // viewer.
            "--no-sandbox",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--window-size=1280,860",
            "--remote-debugging-port=0",
            "--user-data-dir=" + folder.resolve("profile"),
            "about:blank");
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      return new Chromium(process, address(process, log), url);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      end(process);
      throw failed;
    }
  }

  /** What a JavaScript expression gives, as a text. */
  String evaluate(String expression) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(expression));
    return value(
        ask("Runtime.evaluate", "{\"returnByValue\":true,\"expression\":\"" + quoted + "\"}"),
        "value");
  }

  /** What the page looks like, as PNG. */
  byte[] screenshot() {
    return Base64.getDecoder().decode(value(ask("Page.captureScreenshot", "{}"), "data"));
  }

  @Override
  public void close() {
    page.abort();
    end(process);
  }

  private static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    // Only then is its folder left alone.
    Stream.concat(all.stream(), Stream.of(process.toHandle())).forEach(one -> one.onExit().join());
  }

  private static String address(Process process, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
      String said = Files.readString(log);
      int at = said.indexOf(LISTENING);
      if (at >= 0) {
        String rest = said.substring(at + LISTENING.length());
        return rest.substring(0, rest.indexOf('/'));
      }
      if (ended || System.nanoTime() - deadline > 0) {
        throw new IOException("Chromium does not listen. It said: " + said);
      }
    }
  }

  private String ask(String method, String parameters) {
    int id = ++lastId;
    page.sendText(
            "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, parameters), true)
        .join();
    try {
      while (true) {
        String message = messages.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (message == null) {
          throw new IllegalStateException("No answer to " + method);
        }
        if (message.startsWith("{\"id\":" + id + ",")) {
          return message;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The first field of this name, at whatever depth. */
  private static String value(String json, String name) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && parser.currentName().equals(name)) {
          parser.nextToken();
          return parser.getText();
        }
      }
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
    throw new IllegalStateException("No " + name + " in " + json);
  }

  private final class Messages implements WebSocket.Listener {

    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        messages.add(parts.toString());
        parts.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, part, last);
    }
  }
}
