package io.geminiquota.engine.classify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads how long prose says to wait. */
final class HintReader {

  private final Cursor cursor;
  private final ErrorBody body;

  HintReader(Cursor cursor, ErrorBody body) {
    this.cursor = cursor;
    this.body = body;
  }

  /** A {@code RetryInfo}: {@code "42s"}, {@code retryDelay:59s}, {@code { seconds: 37 }}. */
  @Nullable Duration delay() {
    cursor.toValue();
    if (cursor.here() == '{') {
      cursor.move();
      cursor.toValue();
    }
    if (cursor.looksAt("seconds")) {
      cursor.word();
    }
    return seconds();
  }

  @Nullable Duration seconds() {
    cursor.toValue();
    return Durations.orSecondsAt(cursor.text(), cursor.position());
  }

  /** The server's "Please retry in 12.3s"; what a client says of its own backoff is another. */
  void hint(String key, String previous) {
    if (key.equals("retry") && cursor.looksAt("-after")) {
      cursor.moveTo(cursor.position() + "-after".length());
      body.retryAfterHeader(seconds());
      return;
    }
    boolean in = cursor.looksAt(" in ");
    boolean after = cursor.looksAt(" after ");
    boolean ofServer =
        switch (key) {
          case "retry" -> previous.equals("please");
          case "again" -> previous.equals("try");
          default -> true;
        };
    if (ofServer && (in || after)) {
      int number = cursor.position() + (in ? " in " : " after ").length();
      body.retryHint(Durations.at(cursor.text(), number));
    }
  }
}
