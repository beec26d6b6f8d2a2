package io.geminiquota.engine.classify;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person should do about a failed call, in one to four sentences: what happened, to which
 * project, model and quota; what to do now, and until when it makes no sense to try; which page of
 * Google's answers it.
 *
 * <p>One paragraph of printable ASCII. What is quoted from the outside is short and free of
 * credentials.
 */
public final class Advice {

  private static final Duration LONG_HINT = Duration.ofMinutes(10);
  private static final int LONGEST_NAME = 120;
  private static final Pattern KEY_NAME = Pattern.compile("key-[0-9a-f]{8}");

  private final Verdict verdict;
  private final Circumstances circumstances;

  private Advice(Verdict verdict, Circumstances circumstances) {
    this.verdict = verdict;
    this.circumstances = circumstances;
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
      case RATE_UNSPECIFIED ->
          said("Google turned the call away as one too many, without naming a quota", "")
              + again("Send more slowly")
              + page(Pages.RATE_LIMITS + " (Vertex AI: " + Pages.VERTEX_429 + ")");
      case QUOTA_REQUESTS_PER_DAY -> day("requests per day");
      case QUOTA_TOKENS_PER_DAY -> day("input tokens per day");
      case QUOTA_IMAGES_PER_DAY -> day("image requests per day");
      case CONCURRENCY ->
          said("Too many sessions or requests are open at the same time", "")
              + again("Close some, or run fewer side by side")
              + page(Pages.quotas(project()));
      case QUOTA_ZERO ->
          said("This project's quota is zero here", quota())
              + " No wait helps, and calls are not retried: link billing to this very project at "
              + Pages.billing(project())
              + " or use a model that its tier includes."
              + page(Pages.RATE_LIMITS);
      case CAPACITY ->
          said("Google's servers for this model are overloaded", "")
              + " This is not your quota."
              + again("Fall back to another model, or call later")
              + page(Pages.TROUBLESHOOTING);
      case SERVER_TRANSIENT ->
          said("Google's server or the way to it failed" + status(), "")
              + again("This usually passes by itself")
              + page(Pages.TROUBLESHOOTING);
      case TIMEOUT ->
          said("The deadline passed before the answer came" + status(), "")
              + again("Allow more time, stream the answer, or ask for less at once")
              + page(Pages.TROUBLESHOOTING);
      case AUTH_KEY ->
          said("Google refuses the API key or credential" + status(), "")
              + " It is missing, mistyped, expired, revoked as leaked, or of the wrong type; no"
              + " retry helps. Check or replace it at "
              + Pages.KEYS
              + ".";
      case AUTH_PERMISSION ->
          said("Google knows the credential but does not allow this" + status(), "")
              + " Grant it the permission at "
              + Pages.permissions(project())
              + ", or lift the restrictions of the key at "
              + Pages.KEYS
              + ".";
      case SERVICE_DISABLED ->
          said("The API is not enabled in the project", "")
              + " Enable it with the link in the message above or at "
              + Pages.apis(project())
              + ", wait a few minutes and call again.";
      case BILLING ->
          said("Google refuses the call because of billing" + status(), "")
              + " Billing is off, the prepayment is used up, the spend cap is reached, or the"
              + " account is suspended; no retry helps. Settle it at "
              + Pages.SPEND
              + " or "
              + Pages.billing(project())
              + ".";
      case REGION ->
          said("The Gemini API is not offered where this call came from", "")
              + " Call from a supported region, or use Vertex AI, or link billing where only the"
              + " free tier is closed."
              + page(Pages.REGIONS);
      case MODEL_NOT_FOUND ->
          said("The model does not exist, is retired, or is not open to this project", "")
              + " Change the model's name."
              + page(Pages.MODELS);
      case BAD_REQUEST ->
          said("Google refuses the request as wrong in itself" + status(), "")
              + " The same request will fail again: read the message above and change it."
              + page(Pages.TROUBLESHOOTING);
      case OTHER ->
          quota().isEmpty()
              ? said("No retry is known to cure this failure" + status(), "")
                  + again("Read the message above")
                  + page(Pages.TROUBLESHOOTING)
              : said("A quota is used up that no wait of a day frees", quota())
                  + again("Delete stored files and caches, or wait for its own reset")
                  + page(Pages.RATE_LIMITS);
    };
  }

  private String rate(String unit) {
    return usedUp(unit)
        + again("Send more slowly")
        + " To get more, raise the quota at "
        + Pages.quotas(project())
        + " or the tier; the limits are at "
        + Pages.RATE_LIMITS
        + ".";
  }

  private String day(String unit) {
    return usedUp(unit)
        + " More calls will fail until "
        + endOfDay()
        + held()
        + ". Until then use another model, or raise the quota at "
        + Pages.quotas(project())
        + "; work that can wait has a quota of its own in the Batch API, "
        + Pages.BATCH
        + ".";
  }

  private String usedUp(String unit) {
    String limit = verdict.limit() == null ? "its " : "its " + verdict.limit() + " ";
    return said("The project has used up " + limit + unit, quota());
  }

  /** The first sentence: what happened, to which model and project. */
  private String said(String what, String quota) {
    StringJoiner names = new StringJoiner(", ", " (", ")").setEmptyValue("");
    String model = clean(verdict.model() != null ? verdict.model() : circumstances.model());
    if (model != null) {
      names.add("model " + model);
    }
    String project = projectName();
    if (project != null) {
      names.add("project " + project);
    }
    if (!quota.isEmpty()) {
      names.add(quota);
    }
    return what + names + ".";
  }

  private String quota() {
    String id = clean(verdict.quotaId() != null ? verdict.quotaId() : verdict.quotaMetric());
    return id == null ? "" : "quota " + id;
  }

  private String status() {
    return verdict.httpStatus() == 0 ? "" : " with HTTP " + verdict.httpStatus();
  }

  /** A sentence with what to do, and when there is a sense in trying again. */
  private String again(String whatToDo) {
    return " " + whatToDo + until() + ".";
  }

  private String until() {
    Duration wait = shortWait();
    if (wait == null) {
      return held();
    }
    if (wait.equals(Verdict.FOREVER)) {
      return "; by Google's own word no wait will ever do";
    }
    Instant then = Moments.after(circumstances.now(), wait);
    String what =
        circumstances.admissionWait() == null ? "; try again in " : "; there would be room in ";
    return what
        + Moments.length(wait)
        + ", at "
        + Moments.local(then, circumstances.now(), circumstances.zone())
        + held();
  }

  private @Nullable Duration shortWait() {
    return circumstances.admissionWait() != null
        ? circumstances.admissionWait()
        : verdict.retryAfter();
  }

  private String held() {
    Duration wait = circumstances.admissionWait();
    return wait == null ? "" : ", which is longer than this call may wait";
  }

  /** A hint of hours is true on day quotas, one of seconds never: then midnight counts. */
  private String endOfDay() {
    Duration hint = verdict.retryAfter();
    Instant now = circumstances.now();
    Instant end =
        hint != null && hint.compareTo(LONG_HINT) > 0
            ? Moments.after(now, hint)
            : Moments.endOfQuotaDay(now);
    return Moments.pacificAndLocal(end, circumstances.zone());
  }

  private static String page(String address) {
    return " See " + address + ".";
  }

  /** The project without the prefix that error bodies put before it. */
  private @Nullable String projectName() {
    String name = clean(verdict.project() != null ? verdict.project() : circumstances.project());
    return name == null
        ? null
        : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
  }

  /** The project, if its name is fit for an address: that of a key alone leads nowhere. */
  private @Nullable String project() {
    String name = projectName();
    if (name == null || KEY_NAME.matcher(name).matches()) {
      return null;
    }
    return Names.isProject(name) ? name.toLowerCase(Locale.ROOT) : null;
  }

  /** A name from the outside: printable ASCII, short, no credential; null if nothing is left. */
  private static @Nullable String clean(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    String start = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    StringBuilder clean = new StringBuilder(start.length());
    for (char c : Secrets.scrub(start).toCharArray()) {
      clean.append(c < ' ' || c > '~' ? '?' : c);
    }
    return clean.toString();
  }
}
