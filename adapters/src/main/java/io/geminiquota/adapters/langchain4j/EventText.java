package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as a text, in the form that servers send them. */
final class EventText {

  private static final String EVENT = "event: ";
  private static final String DATA = "data: ";

  private EventText() {}

  /** Adds an event to a text. */
  static void add(StringBuilder text, ServerSentEvent event) {
    if (event.event() != null) {
      text.append(EVENT).append(event.event()).append('\n');
    }
    if (event.data() != null) {
      for (String line : event.data().split("\n", -1)) {
        text.append(DATA).append(line).append('\n');
      }
    }
    text.append('\n');
  }

  /** The events that were added to a text. */
  static List<ServerSentEvent> read(String text) {
    List<ServerSentEvent> events = new ArrayList<>();
    String name = null;
    String data = null;
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(EVENT)) {
        name = line.substring(EVENT.length());
      } else if (line.startsWith(DATA)) {
        data = joined(data, line.substring(DATA.length()));
      } else if (name != null || data != null) {
        events.add(new ServerSentEvent(name, data));
        name = null;
        data = null;
      }
    }
    return events;
  }

  private static String joined(@Nullable String data, String line) {
    return data == null ? line : data + '\n' + line;
  }
}
