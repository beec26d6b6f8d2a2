package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.testkit.otlp.ReceivedEvent;
import io.geminiquota.testkit.otlp.ReceivedSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Spans as a text to read and to compare: everything that is in them, but for what is another at
 * each run.
 */
final class SpanText {

  /** Seconds that somebody waited, as long as it took. */
  private static final String WAIT = "gemini.quota.wait";

  /**
   * What the server asked to wait closes the gate to all, and is the call's own wait as well: which
   * of the two ends later is a matter of a moment.
   */
  private static final String RETRY_AFTER = "gemini.quota.retry_after";

  private static final String REASON = "gemini.quota.reason";

  /** Hashed with the port of the server. */
  private static final String CIRCUIT = "gemini.quota.circuit.id";

  private static final String RESPONSE_ID = "gen_ai.response.id";
  private static final String PORT = "server.port";

  private SpanText() {}

  /** The spans as trees, those that began first before the others. */
  static String of(List<ReceivedSpan> spans) {
    StringBuilder text = new StringBuilder();
    children("", spans).forEach(root -> write(root, spans, "", text));
    return text.toString();
  }

  private static List<ReceivedSpan> children(String parent, List<ReceivedSpan> spans) {
    return spans.stream()
        .filter(span -> span.parentSpanId().equals(parent))
        .sorted(Comparator.comparingLong(ReceivedSpan::startNanos))
        .toList();
  }

  private static void write(
      ReceivedSpan span, List<ReceivedSpan> all, String indent, StringBuilder text) {
    text.append(indent).append(span.name()).append("  ").append(span.kind());
    if (span.status() != ReceivedSpan.Status.UNSET) {
      text.append(' ').append(span.status());
    }
    text.append('\n');
    String deeper = indent + "  ";
    if (!span.statusMessage().isEmpty()) {
      text.append(deeper).append("status: ").append(stable(span.statusMessage())).append('\n');
    }
    attributes(span.attributes(), deeper, text);
    boolean hinted = false;
    for (ReceivedEvent event : span.events()) {
      text.append(deeper).append("! ").append(event.name()).append('\n');
      Map<String, Object> attributes = new TreeMap<>(event.attributes());
      if (hinted && event.name().equals("gemini.quota.hold")) {
        attributes.computeIfPresent(REASON, (key, reason) -> "quota or backoff");
      }
      hinted = attributes.containsKey(RETRY_AFTER);
      attributes(attributes, deeper + "    ", text);
    }
    children(span.spanId(), all).forEach(child -> write(child, all, deeper, text));
  }

  private static void attributes(
      Map<String, Object> attributes, String indent, StringBuilder text) {
    new TreeMap<>(attributes)
        .forEach(
            (key, value) ->
                text.append(indent)
                    .append(key)
                    .append(" = ")
                    .append(value(key, value))
                    .append('\n'));
  }

  private static String value(String key, Object value) {
    return switch (key) {
      case WAIT -> value.equals(0.0) ? "0" : "(some)";
      case CIRCUIT -> value.toString().replaceAll("-.*", "-(any)");
      case RESPONSE_ID, PORT -> "(any)";
      default -> stable(value.toString());
    };
  }

  /** Without the time that it is now, and what is said of it. */
  private static String stable(String text) {
    return text.replaceAll("room in .*?, which", "room (when), which")
        .replaceAll("until \\d{4}-.*?\\. ", "until (when). ")
        .replaceAll("day ends at .*", "day ends at (when)")
        .replaceAll("met \\d+ s ago; one call may try again in \\d+ s", "met (when)");
  }
}
