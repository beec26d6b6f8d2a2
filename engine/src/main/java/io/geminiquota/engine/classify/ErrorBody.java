package io.geminiquota.engine.classify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one failed response, whatever form it came in. The readers fill it; what was said
 * first (by the innermost and most precise source) stands. Lives within one classification.
 */
final class ErrorBody {

  /** A body that names more quotas than this is no body of Google's. */
  private static final int MOST_QUOTAS = 32;

  /** The HTTP code that the body itself names, 0 if none. */
  int code;

  /** {@code RESOURCE_EXHAUSTED}, or the Interactions code {@code TOO_MANY_REQUESTS}. */
  @Nullable String status;

  /** The reason of {@code google.rpc.ErrorInfo}. */
  @Nullable String reason;

  /** The message, or the whole text where there is no telling them apart, ready for phrases. */
  String squeezed = "";

  /** Whether code and status come from a well-formed envelope, not from prose. */
  boolean structured;

  /** The code with which a WebSocket was closed, e.g. {@code 1011}. */
  @Nullable String closeCode;

  @Nullable String project;
  @Nullable Duration retryInfo;
  @Nullable Duration retryHint;
  @Nullable Duration retryAfterHeader;

  /** From {@code QuotaFailure} or the metadata of {@code ErrorInfo}. */
  private final List<QuotaNote> details = new ArrayList<>(4);

  /** From the lines of the message. */
  private final List<QuotaNote> lines = new ArrayList<>(4);

  private @Nullable String model;
  private int modelRank = Integer.MAX_VALUE;
  private int projectRank = Integer.MAX_VALUE;

  void code(long value) {
    if (code == 0 && value >= 400 && value < 600) {
      code = (int) value;
    }
  }

  /** A status word in any spelling: {@code Too Many Requests} is kept as TOO_MANY_REQUESTS. */
  void status(String word) {
    if (status == null && !word.isBlank() && word.length() <= 64) {
      status = word.strip().replace(' ', '_').toUpperCase(Locale.ROOT);
    }
  }

  void reason(String word) {
    if (reason == null) {
      reason = word;
    }
  }

  void closeCode(String word) {
    closeCode = closeCode == null ? word : closeCode;
  }

  /** What {@code google.rpc.RetryInfo} says. */
  void retryInfo(@Nullable Duration delay) {
    retryInfo = retryInfo == null ? delay : retryInfo;
  }

  /** What the message says. */
  void retryHint(@Nullable Duration delay) {
    retryHint = retryHint == null ? delay : retryHint;
  }

  /** What a {@code Retry-After} header says. */
  void retryAfterHeader(@Nullable Duration delay) {
    retryAfterHeader = retryAfterHeader == null ? delay : retryAfterHeader;
  }

  /** The text in which phrases are looked for. */
  void message(String squeezedText) {
    squeezed = squeezed.isEmpty() ? squeezedText : squeezed;
  }

  /**
   * A model's name; the source with the lowest rank is believed.
   *
   * @param rank one of the constants of {@link Rank}
   */
  void model(String name, int rank) {
    if (rank < modelRank && Names.isModel(name)) {
      model = name;
      modelRank = rank;
    }
  }

  void project(String name, int rank) {
    if (rank < projectRank && Names.isProject(name)) {
      project = name;
      projectRank = rank;
    }
  }

  @Nullable String model() {
    return model;
  }

  void detail(QuotaNote note) {
    if (details.size() < MOST_QUOTAS) {
      details.add(note);
    }
  }

  void line(QuotaNote note) {
    if (lines.size() < MOST_QUOTAS) {
      lines.add(note);
    }
  }

  /** The quotas that the body names: its details completed by its message, else its message. */
  List<QuotaNote> quotas() {
    if (details.isEmpty()) {
      return distinct(lines);
    }
    List<QuotaNote> unused = new ArrayList<>(lines);
    details.stream().filter(note -> note.limit != null).forEach(note -> take(unused, note));
    details.stream().filter(note -> note.limit == null).forEach(note -> take(unused, note));
    // A list of details that was cut leaves lines of its own.
    List<QuotaNote> all = new ArrayList<>(details);
    unused.stream().filter(this::isNamedByNoDetail).forEach(all::add);
    return distinct(all);
  }

  private boolean isNamedByNoDetail(QuotaNote line) {
    return line.metric != null
        && details.stream().noneMatch(note -> line.metric.equals(note.metric));
  }

  /** Pairs a detail with its line of the message: same metric, and the same limit if it has one. */
  private static void take(List<QuotaNote> unused, QuotaNote detail) {
    for (int i = 0; i < unused.size(); i++) {
      QuotaNote line = unused.get(i);
      boolean sameMetric =
          detail.metric == null ? mayBeOf(detail, line) : detail.metric.equals(line.metric);
      boolean sameLimit =
          detail.limit == null || line.limit == null || detail.limit.equals(line.limit);
      if (sameMetric && sameLimit) {
        unused.remove(i);
        detail.limit = detail.limit == null ? line.limit : detail.limit;
        detail.metric = detail.metric == null ? line.metric : detail.metric;
        detail.model = detail.model == null ? line.model : detail.model;
        return;
      }
    }
  }

  /** Whether the id of a detail and the metric of a line count the same. */
  private static boolean mayBeOf(QuotaNote detail, QuotaNote line) {
    return line.metric == null
        || QuotaNames.counted(detail.id, null, "", "")
            == QuotaNames.counted(null, line.metric, "", "");
  }

  private static List<QuotaNote> distinct(List<QuotaNote> notes) {
    List<QuotaNote> result = new ArrayList<>(notes.size());
    for (QuotaNote note : notes) {
      if (result.stream().noneMatch(note::says)) {
        result.add(note);
      }
    }
    return result;
  }

  /** How far a source of a name is to be believed; the lowest first. */
  static final class Rank {
    static final int DETAIL = 0;
    static final int SENTENCE = 1;
    static final int FIELD = 2;
    static final int PATH = 3;
    static final int MENTION = 4;

    private Rank() {}
  }
}
