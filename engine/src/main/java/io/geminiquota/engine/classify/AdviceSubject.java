package io.geminiquota.engine.classify;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an advice is about: the model, the project and the quota of a failed call, written so that
 * they can be printed. The body knows better than the caller which of them is meant.
 */
final class AdviceSubject {

  private static final int LONGEST_NAME = 120;
  private static final int MOST_OTHERS = 3;
  private static final Pattern KEY_NAME = Pattern.compile("key-[0-9a-f]{8}");

  private final Verdict verdict;
  private final Circumstances circumstances;

  AdviceSubject(Verdict verdict, Circumstances circumstances) {
    this.verdict = verdict;
    this.circumstances = circumstances;
  }

  /**
   * The first sentence of a failure that no quota caused: {@code WHAT (HTTP 403, model M, project
   * P).}
   */
  String ofCall(String what) {
    StringJoiner names = names();
    if (verdict.httpStatus() > 0) {
      names.add("HTTP " + verdict.httpStatus());
    }
    return what + addCall(names) + ".";
  }

  /** That of a quota's: {@code WHAT (model M, project P, quota Q; also used up: R).} */
  String ofQuota(String what) {
    StringJoiner names = addCall(names());
    String quota = quota();
    if (quota != null) {
      names.add("quota " + quota + others());
    }
    return what + names + ".";
  }

  private static StringJoiner names() {
    return new StringJoiner(", ", " (", ")").setEmptyValue("");
  }

  private StringJoiner addCall(StringJoiner names) {
    String model = model();
    if (model != null) {
      names.add("model " + model);
    }
    String project = projectName();
    if (project != null) {
      names.add("project " + project);
    }
    return names;
  }

  /** The model whose bucket is full is often not the one that the application named. */
  private @Nullable String model() {
    String asked = clean(circumstances.model());
    String said = clean(verdict.model());
    if (said == null || asked == null || said.equals(asked)) {
      return said == null ? asked : said;
    }
    return said + ", asked as " + asked;
  }

  /** The id of the quota, else its metric. */
  @Nullable String quota() {
    return clean(verdict.quotaId() != null ? verdict.quotaId() : verdict.quotaMetric());
  }

  private String others() {
    String binding = name(verdict.quotaId(), verdict.quotaMetric());
    List<String> others =
        verdict.violations().stream()
            .map(violation -> name(violation.quotaId(), violation.quotaMetric()))
            .filter(name -> !name.isEmpty() && !name.equals(binding))
            .distinct()
            .toList();
    if (others.isEmpty()) {
      return "";
    }
    int more = others.size() - MOST_OTHERS;
    String first = String.join(", ", others.subList(0, Math.min(others.size(), MOST_OTHERS)));
    String what = verdict.kind() == Kind.QUOTA_ZERO ? "; also named: " : "; also used up: ";
    return what + first + (more > 0 ? " and " + more + " more" : "");
  }

  /** An id, or a metric without its host. */
  private static String name(@Nullable String id, @Nullable String metric) {
    String name = clean(id != null ? id : metric);
    return name == null ? "" : name.substring(name.lastIndexOf('/') + 1);
  }

  /** Whether the quota is one of Vertex AI, which the console raises. */
  boolean isVertex() {
    return metricStartsWith("aiplatform.googleapis.com/");
  }

  /** Whether the quota is one of the Gemini Developer API, which grows with the project's tier. */
  boolean isDeveloperApi() {
    return metricStartsWith("generativelanguage.googleapis.com/");
  }

  /** Whether the quota counts what is kept, which no wait frees. */
  boolean isStore() {
    String names = (verdict.quotaId() + " " + verdict.quotaMetric()).toLowerCase(Locale.ROOT);
    return names.contains("storage") || names.contains("bytes");
  }

  private boolean metricStartsWith(String host) {
    String metric = verdict.quotaMetric();
    return metric != null && metric.startsWith(host);
  }

  /** The project without the prefix that error bodies put before it. */
  @Nullable String projectName() {
    String name = clean(verdict.project() != null ? verdict.project() : circumstances.project());
    return name == null
        ? null
        : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
  }

  /** The project, if its name is fit for an address: that of a key alone leads nowhere. */
  @Nullable String project() {
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
