package io.geminiquota.engine.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the fields of quotas, as they turn up in a text one by one, into one note per quota. A
 * field that the current note already has begins the next one.
 */
final class QuotaNotes {

  private static final int MOST = 32;

  private final List<QuotaNote> details = new ArrayList<>(4);
  private final List<QuotaNote> lines = new ArrayList<>(4);
  private @Nullable QuotaNote detail;
  private @Nullable QuotaNote line;

  private boolean dimensionsFirst;

  /** The note to which a model belongs that is named next. */
  private @Nullable QuotaNote latest;

  void detailMetric(String name) {
    if (Names.isMetric(name)) {
      QuotaNote note = detail;
      if (note == null || note.metric != null) {
        note = nextDetail();
      }
      note.metric = name;
    }
  }

  void detailId(String name) {
    if (Names.isQuotaId(name)) {
      QuotaNote note = detail;
      if (note == null || note.id != null) {
        note = nextDetail();
      }
      note.id = name;
    }
  }

  void detailLimit(long limit) {
    if (limit >= 0) {
      QuotaNote note = detail == null ? nextDetail() : detail;
      note.limit = note.limit == null ? Long.valueOf(limit) : note.limit;
    }
  }

  /** The dimensions stand behind the names of their quota in JSON, before them in Go. */
  void dimensions() {
    QuotaNote note = detail;
    if (note == null || dimensionsFirst) {
      note = nextDetail();
      dimensionsFirst = true;
    }
    note.dimensions = true;
  }

  /** Two brackets closed in a row: the end of a violation whose last field is its dimensions. */
  void closed() {
    if (detail != null && detail.dimensions) {
      detail.complete = true;
    }
  }

  void lineMetric(String name) {
    if (Names.isMetric(name)) {
      nextLine().metric = name;
    }
  }

  void lineId(String name) {
    boolean known = details.stream().anyMatch(note -> name.equals(note.id));
    if (!known && Names.isQuotaId(name)) {
      QuotaNote note = line;
      boolean ofThisLine = note != null && note.metric != null && note.limit == null;
      (note != null && ofThisLine && note.id == null ? note : nextLine()).id = name;
    }
  }

  /**
   * A limit in prose. Without a metric or id before it, it is a quota's only if a unit of quotas or
   * a model follows, or if it is zero: other numbers are called limits too.
   */
  void lineLimit(long limit, String ahead, @Nullable String model) {
    String unit = QuotaNames.unitIn(ahead);
    QuotaNote note = line;
    if (note == null || note.limit != null) {
      boolean ofQuota = !unit.isEmpty() || limit == 0 || ahead.startsWith(", model");
      if (!ofQuota) {
        return;
      }
      note = nextLine();
      note.model = model;
    }
    note.limit = limit;
    note.unit = unit;
  }

  /** Whether the name was that of a quota's model. */
  boolean model(String name) {
    if (latest == null || latest.model != null || !Names.isModel(name)) {
      return false;
    }
    latest.model = name;
    return true;
  }

  /** A zero that was found where its words could not be read. */
  void zero() {
    boolean known =
        Stream.concat(details.stream(), lines.stream())
            .anyMatch(note -> Long.valueOf(0).equals(note.limit));
    if (!known) {
      nextLine().limit = 0L;
    }
  }

  void addTo(ErrorBody body) {
    details.stream().filter(note -> note.metric != null || note.id != null).forEach(body::detail);
    for (QuotaNote note : lines) {
      boolean cutOff = note == line && note.limit == null && note.model == null && note.id == null;
      if (!cutOff || lines.size() == 1) {
        body.line(note);
      }
    }
  }

  private QuotaNote nextDetail() {
    QuotaNote note = new QuotaNote();
    detail = note;
    latest = note;
    if (details.size() < MOST) {
      details.add(note);
    }
    return note;
  }

  private QuotaNote nextLine() {
    QuotaNote note = new QuotaNote();
    line = note;
    latest = note;
    if (lines.size() < MOST) {
      lines.add(note);
    }
    return note;
  }
}
