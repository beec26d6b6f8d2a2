package io.geminiquota.benchmarks.goodput.app;

import com.google.genai.errors.ApiException;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the tutorials put around a call: after a 429 it pauses 1, 2, 4, 8 and 16 s, each with up to
 * a second of jitter, and gives up when these five retries did not help.
 */
final class Backoff {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int LONGEST_SECONDS = 16;

  private final int longestSeconds;
  private final double scale;

  /**
   * @param longestSeconds the last pause before it gives up, 0 for none at all
   * @param scale how long a pause becomes that is meant for a real minute
   */
  private Backoff(int longestSeconds, double scale) {
    this.longestSeconds = longestSeconds;
    this.scale = scale;
  }

  /** The backoff of a way: none where the SDK or ours retries. */
  static Backoff of(Job job) {
    return switch (job.way()) {
      case PLAIN, MICRONAUT, SDK_RETRIES -> new Backoff(0, job.scale());
      default -> new Backoff(LONGEST_SECONDS, job.scale());
    };
  }

  /** Runs an attempt, and again where it failed with a 429. */
  <T> T call(Callable<T> attempt) throws Exception {
    int seconds = 1;
    while (true) {
      try {
        return attempt.call();
      } catch (ApiException e) {
        if (e.code() != TOO_MANY_REQUESTS || seconds > longestSeconds) {
          throw e;
        }
      }
      Thread.sleep(millis(seconds + ThreadLocalRandom.current().nextDouble()));
      seconds *= 2;
    }
  }

  private long millis(double seconds) {
    return Math.round(seconds * scale * 1000);
  }
}
