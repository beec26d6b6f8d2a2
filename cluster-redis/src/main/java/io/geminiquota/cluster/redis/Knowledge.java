package io.geminiquota.cluster.redis;

import io.geminiquota.engine.limit.Bounds;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.limit.UsedUp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What any JVM has found out about a gate. It changes seldom, so the store tells it only to those
 * who do not know it. Immutable.
 *
 * @param version of limits and shares
 * @param dayEnds of the day that the rest is about
 * @param told the version of the day's
 */
record Knowledge(
    String version,
    List<Quota> limits,
    Bounds shares,
    Instant dayEnds,
    String told,
    List<Quota> dayLimits,
    @Nullable UsedUp usedUp) {

  private static final String UNKNOWN = "-";

  /** Nothing was heard yet. */
  static final Knowledge NONE =
      new Knowledge(UNKNOWN, List.of(), Bounds.NONE, Instant.MIN, UNKNOWN, List.of(), null);

  /** The version of what is known of a day. */
  String dayVersion(Instant ends) {
    return ends.equals(dayEnds) ? told : UNKNOWN;
  }

  /** With the fields and values that the store keeps. */
  Knowledge learned(String newVersion, List<?> fieldsAndValues) {
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i + 1 < fieldsAndValues.size(); i += 2) {
      fields.put(fieldsAndValues.get(i).toString(), fieldsAndValues.get(i + 1).toString());
    }
    List<Quota> quotas = new ArrayList<>();
    fields.forEach(
        (field, value) -> {
          Quota quota = field.startsWith("limit:") ? QuotaText.quota(value) : null;
          if (quota != null) {
            quotas.add(quota);
          }
        });
    Bounds newShares = new Bounds(share(fields, 1), share(fields, 2), share(fields, 3));
    return new Knowledge(newVersion, quotas, newShares, dayEnds, told, dayLimits, usedUp);
  }

  private static long share(Map<String, String> fields, int place) {
    String share = fields.get("share:" + place);
    return share == null ? Bounds.ANY : Long.parseLong(share);
  }

  /** With the day's limits, and that it is used up: null for what is not known. */
  Knowledge learnedDay(Instant ends, String newVersion, List<?> limitsAndUsedUp) {
    List<Quota> quotas = new ArrayList<>();
    UsedUp newUsedUp = null;
    for (int i = 0; i < limitsAndUsedUp.size(); i++) {
      Object value = limitsAndUsedUp.get(i);
      if (value != null && i < limitsAndUsedUp.size() - 1) {
        Quota quota = QuotaText.quota(value.toString());
        if (quota != null) {
          quotas.add(quota);
        }
      } else if (value != null) {
        // After when it was said, and until when.
        newUsedUp = QuotaText.usedUp(value.toString().split(" ", 3)[2]);
      }
    }
    return new Knowledge(version, limits, shares, ends, newVersion, quotas, newUsedUp);
  }
}
