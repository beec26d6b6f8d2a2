package io.geminiquota.benchmarks.permit;

import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.GateTerms;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.policy.ConfiguredLimits;
import io.geminiquota.engine.retry.Ladder;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which limits our gate keeps. Public for the code that JMH generates. */
public enum OurLimits {
  /** Requests per minute. */
  ONE("one limit"),
  /** Requests, tokens and images, per minute and per day, and how many may be open at once. */
  ALL("all seven limits");

  private final String title;

  OurLimits(String title) {
    this.title = title;
  }

  /** What it is, for a person. */
  public String title() {
    return title;
  }

  /**
   * The terms of a gate.
   *
   * @param limit of each quota
   */
  GateTerms terms(Duration minute, long limit) {
    List<Quota> quotas = new ArrayList<>();
    if (this == ONE) {
      quotas.add(quota(Dimension.REQUESTS, Window.MINUTE, limit));
    } else {
      for (Dimension dimension : Dimension.values()) {
        quotas.add(quota(dimension, Window.MINUTE, limit));
        quotas.add(quota(dimension, Window.DAY, limit));
      }
    }
    Long concurrency = this == ONE ? null : limit;
    return terms(minute, quotas, concurrency);
  }

  private static GateTerms terms(Duration minute, List<Quota> quotas, @Nullable Long concurrency) {
    return new GateTerms(
        minute,
        ZoneId.of("America/Los_Angeles"),
        quotas,
        ConfiguredLimits.CEILING,
        concurrency,
        1000,
        new Ladder(Duration.ofSeconds(1), Duration.ofMinutes(5)));
  }

  private static Quota quota(Dimension dimension, Window window, long limit) {
    return Quota.untold(dimension, window, limit, Quota.Origin.CONFIGURED);
  }
}
