package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.testkit.otlp.ReceivedEvent;
import io.geminiquota.testkit.otlp.ReceivedSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the section on spans of the documentation says is emitted: a row for each attribute of each
 * kind of span and of each event, with its type.
 *
 * @param rows e.g. {@code call: gen_ai.request.model string}
 */
record DocumentedSpans(SortedSet<String> rows) {

  private static final Path PAGE = Path.of("../docs/observability.md");

  /** {@code ### ... <!-- table of NAME -->}. */
  private static final Pattern TABLE = Pattern.compile("<!-- table of (.*) -->");

  /** Name, type, stability, meaning, query: none of them may be missing. */
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z_.]+)` \\| ([a-z\\[\\]]+) \\| ([A-Za-z]+) \\| [^|]+ \\| `.+` \\|");

  static DocumentedSpans read() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf("\n## Spans\n");
    int end = page.indexOf("\n## ", begin + 1);
    SortedSet<String> rows = new TreeSet<>();
    String table = null;
    for (String line : page.substring(begin, end).lines().toList()) {
      Matcher title = TABLE.matcher(line);
      Matcher row = ROW.matcher(line);
      if (title.find()) {
        table = title.group(1);
      } else if (table != null && row.matches()) {
        rows.add(table + ": " + row.group(1) + ' ' + row.group(2));
      } else if (table != null && line.startsWith("| `")) {
        rows.add(table + ": malformed " + line);
      }
    }
    return new DocumentedSpans(rows);
  }

  static SortedSet<String> emitted(Collection<ReceivedSpan> spans) {
    SortedSet<String> rows = new TreeSet<>();
    for (ReceivedSpan span : spans) {
      add(rows, span.kind() == ReceivedSpan.Kind.CLIENT ? "call" : "attempt", span.attributes());
      for (ReceivedEvent event : span.events()) {
        add(rows, event.name(), event.attributes());
      }
    }
    return rows;
  }

  private static void add(SortedSet<String> rows, String where, Map<String, Object> attributes) {
    attributes.forEach((key, value) -> rows.add(where + ": " + key + ' ' + type(value)));
  }

  private static String type(Object value) {
    if (value instanceof List<?> list) {
      return type(list.get(0)) + "[]";
    }
    if (value instanceof Long) {
      return "int";
    }
    return value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
