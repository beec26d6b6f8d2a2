package io.geminiquota.engine.classify;

import io.geminiquota.engine.classify.QuotaNames.Counted;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One quota that a body names as used up, understood.
 *
 * @param violation what the body says
 * @param counted what the quota counts
 * @param kind what its exhaustion means
 */
record NamedQuota(Violation violation, Counted counted, Kind kind) {

  /** Who binds longest comes first: never, a day, a while, a minute, not known. */
  private static final Comparator<NamedQuota> BINDING =
      Comparator.comparingInt((NamedQuota quota) -> weight(quota.kind))
          .thenComparing(quota -> quota.violation.window() != Window.DAY)
          .thenComparing(NamedQuota::counted);

  static NamedQuota of(QuotaNote note, @Nullable String bodyModel, @Nullable Duration hint) {
    String model = note.model != null ? note.model : bodyModel;
    String modelName = model == null ? "" : model;
    Counted counted = QuotaNames.counted(note.id, note.metric, note.unit, modelName);
    Window window = QuotaNames.window(note.id, note.metric, note.unit);
    if (window == Window.UNKNOWN && note.id == null && note.metric != null) {
      window = SharedMetrics.window(note.metric, counted, note.limit, hint);
    }
    boolean zero = note.zeroByOmission() || Long.valueOf(0).equals(note.limit);
    Long limit = zero ? Long.valueOf(0) : note.limit;
    Violation violation = new Violation(note.metric, note.id, note.model, limit, window);
    return new NamedQuota(violation, counted, zero ? Kind.QUOTA_ZERO : kind(counted, window));
  }

  private static Kind kind(Counted counted, Window window) {
    boolean day = window == Window.DAY;
    return switch (counted) {
      case STOCK -> Kind.OTHER;
      case CONCURRENT -> Kind.CONCURRENCY;
      case TOKENS -> kind(window, day ? Kind.QUOTA_TOKENS_PER_DAY : Kind.RATE_TOKENS_PER_MINUTE);
      case IMAGES -> kind(window, day ? Kind.QUOTA_IMAGES_PER_DAY : Kind.RATE_IMAGES_PER_MINUTE);
      case REQUESTS ->
          kind(window, day ? Kind.QUOTA_REQUESTS_PER_DAY : Kind.RATE_REQUESTS_PER_MINUTE);
    };
  }

  private static Kind kind(Window window, Kind named) {
    return window == Window.UNKNOWN ? Kind.RATE_UNSPECIFIED : named;
  }

  /** The one that binds longest, or null if there is none. */
  static @Nullable NamedQuota binding(List<NamedQuota> quotas) {
    return quotas.stream().min(BINDING).orElse(null);
  }

  private static int weight(Kind kind) {
    return switch (kind) {
      case QUOTA_ZERO -> 0;
      case OTHER -> 1;
      case QUOTA_REQUESTS_PER_DAY, QUOTA_IMAGES_PER_DAY, QUOTA_TOKENS_PER_DAY -> 2;
      case CONCURRENCY -> 3;
      case RATE_UNSPECIFIED -> 5;
      default -> 4;
    };
  }
}
