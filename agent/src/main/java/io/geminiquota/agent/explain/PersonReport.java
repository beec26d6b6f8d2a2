package io.geminiquota.agent.explain;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.classify.Violation;
import io.geminiquota.engine.classify.Window;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells a person what the errors of a text mean and what to do. */
final class PersonReport {

  private static final int MOST_LINES = 8;
  private static final String INDENT = "  ";
  private static final String FIELD = INDENT + "%-9s ";
  private static final int FIELD_WIDTH = 12;

  private final Advisor advisor;
  private final Screen screen;

  PersonReport(Advisor advisor, Screen screen) {
    this.advisor = advisor;
    this.screen = screen;
  }

  /**
   * Writes the report.
   *
   * @throws ClosedOutput if it cannot be written
   */
  void write(Findings findings, Writer out) throws IOException {
    List<Finding> all = findings.all();
    for (int i = 0; i < all.size(); i++) {
      out.write(i == 0 ? "" : "\n");
      write(all.get(i), all.size() == 1 ? "" : (i + 1) + ". ", out);
    }
    out.flush();
  }

  private void write(Finding finding, String number, Writer out) throws IOException {
    Verdict verdict = finding.verdict();
    out.write(screen.strong(number + KindWords.of(verdict.kind())) + "\n");
    field("found", where(finding), out);
    field("kind", kind(verdict), out);
    field("project", verdict.project(), out);
    field("model", verdict.model(), out);
    if (verdict.violations().size() > 1) {
      for (Violation violation : verdict.violations()) {
        field("quota", quota(violation), out);
      }
    } else {
      field("quota", quota(verdict), out);
    }
    field("wait", wait(verdict.retryAfter()), out);
    field("retry", KindWords.of(verdict.retryable()), out);
    out.write("\n");
    out.write(screen.wrapped(advisor.advice(verdict), INDENT.length()) + "\n");
  }

  private void field(String name, @Nullable String value, Writer out) throws IOException {
    if (value != null) {
      String label = screen.faint(String.format(Locale.ROOT, FIELD, name));
      out.write(label + screen.wrapped(printable(value), FIELD_WIDTH).stripLeading() + "\n");
    }
  }

  /** Names come from the text: nothing in them may move a terminal's cursor. */
  private static String printable(String value) {
    StringBuilder printable = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      printable.append(c < ' ' || c > '~' ? '?' : c);
    }
    return printable.toString();
  }

  private static String where(Finding finding) {
    List<Long> lines = finding.lines();
    if (finding.count() == 1) {
      return "line " + lines.get(0);
    }
    String shown =
        lines.stream().limit(MOST_LINES).map(String::valueOf).collect(Collectors.joining(", "));
    return finding.count()
        + " times, lines "
        + shown
        + (finding.count() > MOST_LINES ? ", ..." : "");
  }

  private static String kind(Verdict verdict) {
    StringJoiner kind = new StringJoiner(", ");
    kind.add(verdict.kind().name());
    if (verdict.httpStatus() != 0) {
      kind.add("HTTP " + verdict.httpStatus());
    }
    String alias = verdict.kind().alias();
    if (alias != null) {
      kind.add("\"" + alias + "\" in tutorials");
    }
    return kind.toString();
  }

  private static @Nullable String quota(Verdict verdict) {
    return quota(verdict.quotaMetric(), verdict.quotaId(), null, verdict.limit(), verdict.window());
  }

  private static @Nullable String quota(Violation violation) {
    return quota(
        violation.quotaMetric(),
        violation.quotaId(),
        violation.model(),
        violation.limit(),
        violation.window());
  }

  private static @Nullable String quota(
      @Nullable String metric,
      @Nullable String id,
      @Nullable String model,
      @Nullable Long limit,
      Window window) {
    StringJoiner quota = new StringJoiner(", ").setEmptyValue("");
    if (id != null) {
      quota.add(id);
    }
    if (metric != null) {
      quota.add(metric);
    }
    if (model != null) {
      quota.add(model);
    }
    String per = window == Window.UNKNOWN ? "" : " per " + window.name().toLowerCase(Locale.ROOT);
    if (limit != null) {
      quota.add("limit " + limit + per);
    } else if (!per.isEmpty() && quota.length() > 0) {
      quota.add("limit not said," + per);
    }
    return quota.length() == 0 ? null : quota.toString();
  }

  private static @Nullable String wait(@Nullable Duration wait) {
    if (wait == null) {
      return null;
    }
    return wait.equals(Verdict.FOREVER)
        ? "the server says: for ever"
        : "the server asks for " + length(wait);
  }

  private static String length(Duration wait) {
    if (wait.compareTo(Duration.ofMinutes(1)) < 0) {
      return VerdictJson.seconds(wait) + " s";
    }
    StringJoiner length = new StringJoiner(" ");
    long hours = wait.toHours();
    if (hours > 0) {
      length.add(hours + " h");
    }
    if (wait.toMinutesPart() > 0) {
      length.add(wait.toMinutesPart() + " min");
    }
    if (wait.toSecondsPart() > 0) {
      length.add(wait.toSecondsPart() + " s");
    }
    return length.toString();
  }
}
