package io.geminiquota.testkit.quota;

import io.geminiquota.testkit.RejectedRequests;
import java.util.HashMap;
import java.util.Map;

/** The quotas of all projects and models. Not thread-safe. */
public final class QuotaBook {

  private record Bucket(String project, String model) {}

  private final Calendar calendar;
  private final RejectedRequests rejectedRequests;
  private final LimitTable limits;
  private final Map<Bucket, ModelQuota> quotas = new HashMap<>();

  /**
   * @param limits those in force, which may change: what was used stays used
   */
  public QuotaBook(Calendar calendar, RejectedRequests rejectedRequests, LimitTable limits) {
    this.calendar = calendar;
    this.rejectedRequests = rejectedRequests;
    this.limits = limits;
  }

  /**
   * Decides on one request and counts it.
   *
   * @param plannedEnd when the answer will end if the request is admitted; hand the same to {@link
   *     #ended}
   */
  public Decision decide(String project, String model, Cost cost, long now, long plannedEnd) {
    return quota(project, model).decide(cost, limits.of(project, model), now, plannedEnd);
  }

  /** Tells that an admitted request was answered, or given up by the client. */
  public void ended(String project, String model, long plannedEnd) {
    quota(project, model).ended(plannedEnd);
  }

  private ModelQuota quota(String project, String model) {
    return quotas.computeIfAbsent(
        new Bucket(project, model), bucket -> new ModelQuota(calendar, rejectedRequests));
  }
}
