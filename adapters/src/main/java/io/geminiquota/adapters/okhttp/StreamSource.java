package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.Decision;
import io.geminiquota.engine.classify.AdvisedBody;
import java.io.IOException;
import java.util.regex.Pattern;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.Source;
import okio.Timeout;

/**
 * A stream of events, looked at once before its first byte is delivered: a server that has no room
 * may say so inside a 200. Such a stream is made again like any failed attempt, on the thread that
 * reads it; once anything was delivered it never is.
 */
final class StreamSource implements Source {

  private static final Pattern ERROR =
      Pattern.compile("event:\\s*error\\b|data:\\s*\\{\\s*\"error\"\\s*:");

  /** Enough to tell an error; every event is longer. */
  private static final int BEGINNING = 24;

  private BufferedSource stream;
  private final Exchange exchange;
  private boolean begun;

  StreamSource(BufferedSource stream, Exchange exchange) {
    this.stream = stream;
    this.exchange = exchange;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    if (!begun) {
      begun = true;
      begin();
    }
    return stream.read(sink, byteCount);
  }

  @Override
  public Timeout timeout() {
    return stream.timeout();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private void begin() throws IOException {
    if (!beginsWithAnError()) {
      return;
    }
    String event = stream.readUtf8();
    String error = event.substring(Math.max(0, event.indexOf('{'))).strip();
    Decision decision = exchange.governed.failedInStream(error);
    if (decision instanceof Decision.Retry) {
      stream.close();
      Response again = exchange.run();
      stream = again.isSuccessful() ? again.body().source() : event(again.body().string());
    } else {
      stream =
          decision instanceof Decision.GiveUp giveUp
              ? advised(event, error, giveUp)
              : new Buffer().writeUtf8(event);
    }
  }

  private BufferedSource advised(String event, String error, Decision.GiveUp giveUp) {
    try {
      return event(AdvisedBody.append(error, giveUp.advice()));
    } catch (RuntimeException | LinkageError fault) {
      exchange.report(fault);
      return new Buffer().writeUtf8(event);
    }
  }

  private boolean beginsWithAnError() throws IOException {
    if (!stream.request(BEGINNING)) {
      return false;
    }
    Buffer beginning = new Buffer();
    stream.getBuffer().copyTo(beginning, 0, Math.min(stream.getBuffer().size(), BEGINNING));
    return ERROR.matcher(beginning.readUtf8()).lookingAt();
  }

  private static BufferedSource event(String json) {
    return new Buffer().writeUtf8("data: " + json.replaceAll("\\s*\\R\\s*", " ") + "\n\n");
  }
}
