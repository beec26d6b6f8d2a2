package io.geminiquota.testkit.quota;

import io.geminiquota.testkit.QuotaLimits;
import java.util.HashMap;
import java.util.Map;

/**
 * Which limits hold for a model in a project: those that are set for both, else those of the model,
 * else those of everybody. Each takes the place of the next as a whole. Not thread-safe.
 */
public final class LimitTable {

  private record Owner(String project, String model) {}

  private final Map<Owner, QuotaLimits> ofBoth = new HashMap<>();
  private final Map<String, QuotaLimits> ofModels = new HashMap<>();
  private QuotaLimits ofAll = QuotaLimits.none();

  /** A table of its own with the same limits. */
  public LimitTable copy() {
    LimitTable copy = new LimitTable();
    copy.ofBoth.putAll(ofBoth);
    copy.ofModels.putAll(ofModels);
    copy.ofAll = ofAll;
    return copy;
  }

  /** For every model that has no limits of its own. */
  public void set(QuotaLimits limits) {
    ofAll = limits;
  }

  /** For one model, in every project that has none of its own for it. */
  public void set(String model, QuotaLimits limits) {
    ofModels.put(model, limits);
  }

  /** For one model in one project. */
  public void set(String project, String model, QuotaLimits limits) {
    ofBoth.put(new Owner(project, model), limits);
  }

  QuotaLimits of(String project, String model) {
    QuotaLimits own = ofBoth.get(new Owner(project, model));
    return own == null ? ofModels.getOrDefault(model, ofAll) : own;
  }
}
