package io.geminiquota.engine.classify;

/**
 * What a person should do about a failed call, in one to four sentences: what happened, to which
 * project, model and quota; what to do now, and until when it makes no sense to try; which page of
 * Google's answers it.
 *
 * <p>One paragraph of printable ASCII. What is quoted from the outside is short and free of
 * credentials.
 */
public final class Advice {

  private final Verdict verdict;
  private final AdviceSubject subject;
  private final AdviceTimes times;

  private Advice(Verdict verdict, Circumstances circumstances) {
    this.verdict = verdict;
    this.subject = new AdviceSubject(verdict, circumstances);
    this.times = new AdviceTimes(verdict, circumstances);
  }

  /** The advice for a call that ended with this verdict. */
  public static String of(Verdict verdict, Circumstances circumstances) {
    return new Advice(verdict, circumstances).text();
  }

  private String text() {
    return switch (verdict.kind()) {
      case RATE_REQUESTS_PER_MINUTE -> rate("requests per minute");
      case RATE_TOKENS_PER_MINUTE -> rate("input tokens per minute");
      case RATE_IMAGES_PER_MINUTE -> rate("image requests per minute");
      case RATE_UNSPECIFIED -> rateUnspecified();
      case QUOTA_REQUESTS_PER_DAY -> day("requests per day");
      case QUOTA_TOKENS_PER_DAY -> day("input tokens per day");
      case QUOTA_IMAGES_PER_DAY -> day("image requests per day");
      case CONCURRENCY ->
          subject.ofQuota("Too many sessions or requests are open at the same time")
              + again("Close some, or run fewer side by side")
              + Pages.see(Pages.quotas(subject.project()));
      case QUOTA_ZERO -> zero();
      case CAPACITY ->
          subject.ofCall("Google's servers for this model are overloaded")
              + " This is not your quota, and no setting raises it."
              + again("Call later, or use another model or, on Vertex AI, the global endpoint")
              + Pages.see(Pages.STATUS);
      case SERVER_TRANSIENT ->
          subject.ofCall("Google's server or the way to it failed")
              + again("This usually passes by itself")
              + " If it lasts, check your network and proxy, and "
              + Pages.STATUS
              + ".";
      case TIMEOUT ->
          subject.ofCall("The deadline passed before the answer came")
              + again("Allow more time, stream the answer, or ask for less at once")
              + Pages.see(Pages.TROUBLESHOOTING);
      case AUTH_KEY, AUTH_PERMISSION, SERVICE_DISABLED, BILLING, REGION ->
          new AccessAdvice(verdict, subject).text();
      case MODEL_NOT_FOUND ->
          subject.ofCall("The model does not exist, is retired, or is not open to this project")
              + " Check its name, the version of the API (v1 or v1beta) and, on Vertex AI, the"
              + " location, or change the model."
              + Pages.see(Pages.MODELS);
      case BAD_REQUEST ->
          subject.ofCall("Google refuses the request as wrong in itself")
              + " The same request will fail again: read Google's message and change it."
              + Pages.see(Pages.TROUBLESHOOTING);
      case OTHER -> other();
    };
  }

  private String rate(String unit) {
    return usedUp(unit) + again("Send more slowly") + " To get more, raise " + whatLimits() + ".";
  }

  private String rateUnspecified() {
    return (times.held()
            ? subject.ofQuota("The call was not sent: calls to this model have to wait")
            : subject.ofQuota(
                "Google turned the call away as one too many, without naming a window"))
        + again("Send more slowly")
        + " The cause can be a quota of the project ("
        + Pages.limits(subject.project())
        + "), its spend in ten minutes ("
        + Pages.spend(subject.project())
        + "; tier 1 may spend $10, tier 2 $50, tier 3 $200) or, on Vertex AI, a shared pool that is full ("
        + Pages.VERTEX_429
        + ").";
  }

  private String day(String unit) {
    return usedUp(unit)
        + " More calls will fail until "
        + times.endOfDay()
        + ". Until then use another model, or raise "
        + whatLimits()
        + (subject.isVertex()
            ? "."
            : "; work that can wait has a quota of its own in the Batch API, " + Pages.BATCH + ".");
  }

  private String zero() {
    String start =
        subject.ofQuota("This project's quota is zero here")
            + " No wait helps, and calls are not retried: ";
    return subject.isVertex()
        ? start
            + "ask for quota at "
            + Pages.quotas(subject.project())
            + " or use another model or location."
        : start
            + "link billing to this very project at "
            + Pages.billing(subject.project())
            + " or use a model that its tier includes. If billing is linked, check that the key"
            + " is one of this project and what its tier allows, at "
            + Pages.limits(subject.project())
            + ".";
  }

  private String other() {
    String quota = subject.quota();
    if (quota == null) {
      return subject.ofCall("No retry is known to cure this failure")
          + times.hint()
          + " Read Google's message."
          + Pages.see(Pages.TROUBLESHOOTING);
    }
    return subject.isStore()
        ? subject.ofQuota("What this project may store is used up, and no wait frees it")
            + " Delete files and cached contents that are no longer needed, or let caches live"
            + " shorter."
            + Pages.see(quota.contains("Cache") ? Pages.CACHING : Pages.FILES)
        : subject.ofQuota("A quota is used up that no wait of a day frees")
            + times.hint()
            + " Until its own reset use another model, or raise "
            + whatLimits()
            + ".";
  }

  private String usedUp(String unit) {
    String limit = verdict.limit() == null ? "its " : "its " + verdict.limit() + " ";
    String what = "project has used up " + limit + unit;
    return subject.ofQuota(times.held() ? "The call was not sent: the " + what : "The " + what);
  }

  /** What a person can raise, and where. */
  private String whatLimits() {
    String quota = "the quota at " + Pages.quotas(subject.project());
    if (subject.isVertex()) {
      return quota;
    }
    String tier = "the project's tier at " + Pages.TIERS;
    return subject.isDeveloperApi()
        ? tier + " (its limits: " + Pages.limits(subject.project()) + ")"
        : tier + " (on Vertex AI " + quota + ")";
  }

  /** A sentence with what to do, and when there is a sense in trying again. */
  private String again(String whatToDo) {
    return " " + whatToDo + times.again() + ".";
  }
}
