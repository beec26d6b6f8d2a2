package io.geminiquota.cluster.redis;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.limit.Quota.Origin;
import io.geminiquota.engine.limit.UsedUp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Quotas as they are kept. What a newer version of ours has written and this one does not
 * understand is passed over.
 */
final class QuotaText {

  private QuotaText() {}

  /** The field that a quota is kept in. */
  static String field(Quota quota) {
    return "limit:" + quota.window() + ":" + quota.dimension();
  }

  static String write(Quota quota) {
    return TextFields.write(
        quota.window(),
        quota.dimension(),
        quota.limit(),
        quota.origin(),
        quota.metric(),
        quota.id());
  }

  static @Nullable Quota quota(String text) {
    try {
      List<@Nullable String> fields = TextFields.read(text);
      return new Quota(
          fields.get(4),
          fields.get(5),
          Dimension.valueOf(said(fields, 1)),
          Window.valueOf(said(fields, 0)),
          Long.parseLong(said(fields, 2)),
          Origin.valueOf(said(fields, 3)));
    } catch (RuntimeException notOurs) {
      return null;
    }
  }

  static String write(UsedUp usedUp) {
    return TextFields.write(
        usedUp.kind(),
        usedUp.said(),
        usedUp.until(),
        usedUp.limit(),
        usedUp.model(),
        usedUp.metric(),
        usedUp.id());
  }

  static @Nullable UsedUp usedUp(String text) {
    try {
      List<@Nullable String> fields = TextFields.read(text);
      String limit = fields.get(3);
      return new UsedUp(
          Kind.valueOf(said(fields, 0)),
          fields.get(4),
          fields.get(5),
          fields.get(6),
          limit == null ? null : Long.valueOf(limit),
          Instant.parse(said(fields, 1)),
          Instant.parse(said(fields, 2)));
    } catch (RuntimeException notOurs) {
      return null;
    }
  }

  private static String said(List<@Nullable String> fields, int place) {
    return Objects.requireNonNull(fields.get(place));
  }
}
