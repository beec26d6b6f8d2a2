package io.geminiquota.engine.cache;

import io.geminiquota.engine.observe.CacheUse;
import io.geminiquota.engine.observe.CacheUse.Result;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.route.Route;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is told of one call past the cache: how its answer was had, and how it ended. */
final class CacheStory {

  private final Observation observation;
  private final AnswerCache cache;
  private final Route asked;
  private volatile @Nullable CacheUse use;

  /**
   * @param asked where the application asked
   */
  CacheStory(Observation observation, AnswerCache cache, Route asked) {
    this.observation = observation;
    this.cache = cache;
    this.asked = asked;
  }

  /** The call is sent; who carries it tells the rest. */
  void missed() {
    tell(new CacheUse(Result.MISS, Duration.ZERO, null));
  }

  /** Its answer was there. */
  void hit(KeptAnswer kept) {
    tell(new CacheUse(Result.HIT, kept.age(cache.now()), kept.summary()));
    end(Ending.SUCCEEDED, kept.status(), null);
  }

  /** Its answer was that of the call that it followed. */
  void shared(KeptAnswer received) {
    tell(new CacheUse(Result.SHARED, Duration.ZERO, received.summary()));
    int status = received.status();
    if (status < 400) {
      end(Ending.SUCCEEDED, status, null);
    } else {
      end(Ending.FAILED, status, String.valueOf(status));
    }
  }

  /** The application does not want it any more. */
  void left() {
    end(Ending.CANCELLED, 0, "cancelled");
  }

  /** How the answer was had, as a header. */
  String source() {
    CacheUse told = use;
    return told != null && told.result() == Result.HIT
        ? "hit; age=" + told.age().toSeconds()
        : "shared";
  }

  private void tell(CacheUse told) {
    use = told;
    observation.cached(told);
  }

  private void end(Ending ending, int status, @Nullable String errorType) {
    observation.finished(
        new Outcome(
            cache.now(),
            ending,
            asked,
            status,
            null,
            null,
            errorType,
            null,
            0,
            Duration.ZERO,
            null));
  }
}
