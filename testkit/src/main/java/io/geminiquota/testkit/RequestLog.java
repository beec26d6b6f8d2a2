package io.geminiquota.testkit;

import java.util.ArrayList;
import java.util.List;

/** Every request in the order of arrival. Thread-safe. */
final class RequestLog {

  /** The place of one request in the log. */
  static final class Entry {
    private RequestRecord request;

    private Entry(RequestRecord request) {
      this.request = request;
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  synchronized Entry open(RequestRecord request) {
    Entry entry = new Entry(request);
    entries.add(entry);
    return entry;
  }

  synchronized RequestRecord close(Entry entry, long answeredNanos) {
    entry.request = entry.request.answeredAt(answeredNanos);
    return entry.request;
  }

  synchronized List<RequestRecord> snapshot() {
    return entries.stream().map(entry -> entry.request).toList();
  }

  synchronized void forget() {
    entries.clear();
  }
}
