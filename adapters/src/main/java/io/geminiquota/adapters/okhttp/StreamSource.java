package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.Decision;
import io.geminiquota.engine.classify.AdvisedBody;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import okio.Buffer;
import okio.ByteString;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events, looked at once before its first byte is delivered: a server that has no room
 * may say so inside a 200. Such a stream is made again like any failed attempt, on the thread that
 * reads it; once anything was delivered it never is.
 */
final class StreamSource implements Source {

  private static final Pattern ERROR =
      Pattern.compile("event:\\s*error\\b|data:\\s*\\{\\s*\"error\"\\s*:");

  private static final ByteString BLANK_LINE = ByteString.encodeUtf8("\n\n");
  private static final ByteString BLANK_LINE_OF_WINDOWS = ByteString.encodeUtf8("\n\r\n");

  /** Enough to tell an error, however it is indented. */
  private static final int BEGINNING = 64;

  /** What is larger is no error that we could judge. */
  private static final long LARGEST_ERROR = 1024 * 1024;

  private final Exchange exchange;
  private Source stream;
  private @Nullable IOException fault;
  private boolean begun;

  StreamSource(Source stream, Exchange exchange) {
    this.stream = stream;
    this.exchange = exchange;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    if (!begun) {
      begun = true;
      begin();
    }
    if (fault != null) {
      throw fault;
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
    ReadAhead ahead = new ReadAhead(stream);
    stream = ahead;
    if (!beginsWithAnError(ahead)) {
      return;
    }
    int length = lengthOfFirstEvent(ahead);
    if (length == 0) {
      return;
    }
    String event = ahead.bytes(length).utf8();
    String error = event.substring(Math.max(0, event.indexOf('{'))).strip();
    Decision decision = exchange.governed.failedInStream(error);
    if (decision instanceof Decision.GiveUp giveUp) {
      advise(ahead, length, error, giveUp);
    } else if (decision instanceof Decision.Retry) {
      makeAgain();
    }
  }

  private void advise(ReadAhead ahead, int length, String error, Decision.GiveUp giveUp)
      throws IOException {
    try {
      Buffer advised = event(AdvisedBody.append(error, giveUp.advice()));
      ahead.replace(length, advised);
    } catch (RuntimeException | LinkageError faultOfOurs) {
      exchange.report(faultOfOurs);
    }
  }

  private void makeAgain() throws IOException {
    stream.close();
    try {
      Response again = exchange.run();
      stream = again.isSuccessful() ? again.body().source() : event(again.body().string());
    } catch (IOException e) {
      fault = e;
    }
  }

  /** Reads no further than it takes to tell: what comes later may be long in coming. */
  private static boolean beginsWithAnError(ReadAhead ahead) {
    while (ahead.more()) {
      Matcher beginning = ERROR.matcher(ahead.bytes(BEGINNING).utf8());
      if (beginning.lookingAt()) {
        return true;
      }
      if (!beginning.hitEnd() || ahead.size() >= BEGINNING) {
        return false;
      }
    }
    return false;
  }

  /** How many bytes the first event has, 0 if it broke off or is none that we could judge. */
  private static int lengthOfFirstEvent(ReadAhead ahead) {
    do {
      ByteString bytes = ahead.bytes();
      int unix = bytes.indexOf(BLANK_LINE);
      int windows = bytes.indexOf(BLANK_LINE_OF_WINDOWS);
      if (unix >= 0 && (windows < 0 || unix < windows)) {
        return unix + BLANK_LINE.size();
      }
      if (windows >= 0) {
        return windows + BLANK_LINE_OF_WINDOWS.size();
      }
    } while (ahead.size() <= LARGEST_ERROR && ahead.more());
    return ahead.isWhole() ? (int) ahead.size() : 0;
  }

  private static Buffer event(String json) {
    return new Buffer().writeUtf8("data: " + json.replaceAll("\\s*\\R\\s*", " ") + "\n\n");
  }
}
