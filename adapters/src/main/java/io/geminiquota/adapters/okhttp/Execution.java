package io.geminiquota.adapters.okhttp;

import java.io.IOException;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * How a governed synchronous call ended: exactly one of the two is there.
 *
 * @param response what {@code execute} returns
 * @param thrown what {@code execute} throws
 */
public record Execution(@Nullable Response response, @Nullable Throwable thrown) {

  /** How something ends on the current thread. */
  static Execution of(Executing step) {
    try {
      return new Execution(step.execute(), null);
    } catch (IOException | RuntimeException | Error thrown) {
      return new Execution(null, thrown);
    }
  }

  /** The same once more. */
  Response again() throws IOException {
    if (thrown instanceof IOException fault) {
      throw fault;
    }
    if (thrown instanceof RuntimeException fault) {
      throw fault;
    }
    if (thrown instanceof Error fault) {
      throw fault;
    }
    if (response == null) {
      throw new IllegalStateException("neither a response nor a fault", thrown);
    }
    return response;
  }

  /** What ends with a response or throws. */
  interface Executing {
    Response execute() throws IOException;
  }
}
