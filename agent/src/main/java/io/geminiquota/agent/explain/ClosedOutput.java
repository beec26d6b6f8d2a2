package io.geminiquota.agent.explain;

import java.io.IOException;

/** What is written reaches nobody any more. */
final class ClosedOutput extends IOException {

  private static final long serialVersionUID = 1;

  ClosedOutput(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** Whether the reader went away, as {@code head} does: no fault of anybody. */
  boolean isBrokenPipe() {
    String message = getMessage();
    return message != null && message.contains("pipe");
  }
}
