package io.geminiquota.engine.classify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Error bodies that carry our advice in the place where every SDK looks for the message of its
 * exception: {@code error.message}.
 */
public final class AdvisedBody {

  /** What stands between the provider's words and ours. */
  static final String SEPARATOR = " [gemini-quota] ";

  private static final int MOST_CHARACTERS = 1024 * 1024;

  private AdvisedBody() {}

  /**
   * The provider's body with the advice at the end of each {@code error.message}.
   *
   * <p>Understood are the JSON object, the list of such objects, the Interactions form, and events
   * of a stream that hold one of them. Nothing but the messages changes, to the letter; a
   * credential that a message quotes is masked. Other JSON, and a body of more than a million
   * characters, is returned as it is; to other text the advice is appended.
   *
   * @param body the provider's body, may be empty
   * @param advice see {@link Advice}
   */
  public static String append(String body, String advice) {
    if (body.length() > MOST_CHARACTERS) {
      return body;
    }
    String start = body.stripLeading();
    if (start.isEmpty()) {
      return advice;
    }
    if (start.startsWith("data:") || start.startsWith("event:")) {
      return toEvents(body, SEPARATOR + advice);
    }
    String advised = MessageSplice.append(body, SEPARATOR + advice);
    return advised == null ? Secrets.scrub(body) + SEPARATOR + advice : advised;
  }

  /**
   * A body such as Google sends with a 429, for a call that was not sent because it could not be
   * admitted in time. Its {@code google.rpc.ErrorInfo} has the reason {@code GEMINI_QUOTA_HELD} and
   * the domain {@code geminiquota.io}; its {@code RetryInfo} has whole seconds, rounded up.
   *
   * @param quota the quota that is used up, null if it is not known
   * @param wait how long it would have taken until there is room
   * @param advice see {@link Advice}
   */
  public static String synthetic429(@Nullable Violation quota, Duration wait, String advice) {
    return new HeldBody(quota, wait).write(SEPARATOR + advice);
  }

  private static String toEvents(String body, String suffix) {
    StringBuilder advised = new StringBuilder(body.length() + suffix.length() + 64);
    for (int start = 0; start < body.length(); ) {
      int end = body.indexOf('\n', start);
      end = end < 0 ? body.length() : end + 1;
      String line = body.substring(start, end);
      String data =
          line.startsWith("data:") ? MessageSplice.append(line.substring(5), suffix) : null;
      advised.append(data == null ? line : "data:" + data);
      start = end;
    }
    return advised.toString();
  }
}
