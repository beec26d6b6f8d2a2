package io.geminiquota.testkit.quota;

import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RejectedRequests;
import java.util.HashMap;
import java.util.Map;

/** The quotas of all projects and models, and the limits in force. Not thread-safe. */
public final class QuotaBook {

  private record Bucket(String project, String model) {}

  private final Calendar calendar;
  private final RejectedRequests rejectedRequests;
  private final Map<String, QuotaLimits> limitsByModel;
  private QuotaLimits defaultLimits;
  private final Map<Bucket, ModelQuota> quotas = new HashMap<>();

  /**
   * @param defaultLimits for every model that {@code limitsByModel} does not name
   */
  public QuotaBook(
      Calendar calendar,
      RejectedRequests rejectedRequests,
      QuotaLimits defaultLimits,
      Map<String, QuotaLimits> limitsByModel) {
    this.calendar = calendar;
    this.rejectedRequests = rejectedRequests;
    this.defaultLimits = defaultLimits;
    this.limitsByModel = new HashMap<>(limitsByModel);
  }

  /**
   * Decides on one request and counts it.
   *
   * @param plannedEnd when the answer will end if the request is admitted; hand the same to {@link
   *     #ended}
   */
  public Decision decide(String project, String model, Cost cost, long now, long plannedEnd) {
    return quota(project, model).decide(cost, limitsOf(model), now, plannedEnd);
  }

  /** Tells that an admitted request was answered, or given up by the client. */
  public void ended(String project, String model, long plannedEnd) {
    quota(project, model).ended(plannedEnd);
  }

  /** New limits for every model without limits of its own. What was used stays used. */
  public void changeLimits(QuotaLimits limits) {
    defaultLimits = limits;
  }

  /** New limits for one model in every project. What was used stays used. */
  public void changeLimits(String model, QuotaLimits limits) {
    limitsByModel.put(model, limits);
  }

  private QuotaLimits limitsOf(String model) {
    return limitsByModel.getOrDefault(model, defaultLimits);
  }

  private ModelQuota quota(String project, String model) {
    return quotas.computeIfAbsent(
        new Bucket(project, model), bucket -> new ModelQuota(calendar, rejectedRequests));
  }
}
