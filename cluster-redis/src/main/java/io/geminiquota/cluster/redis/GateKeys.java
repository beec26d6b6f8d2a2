package io.geminiquota.cluster.redis;

import java.time.Instant;

/** The keys of one gate: all in one slot of a Redis Cluster. */
final class GateKeys {

  private final String tag;
  private Instant dayEnds = Instant.MIN;
  private String[] keys = {};

  GateKeys(String prefix, String gate) {
    tag = "{" + prefix + ":" + spelled(gate) + "}:";
  }

  /** In the order that the script wants them. Not thread-safe. */
  String[] of(Instant newDayEnds) {
    if (!newDayEnds.equals(dayEnds)) {
      dayEnds = newDayEnds;
      keys =
          new String[] {
            tag + "state",
            tag + "uses",
            tag + "costs",
            members(),
            known(),
            waiting(),
            tag + "day:" + newDayEnds
          };
    }
    return keys;
  }

  String members() {
    return tag + "members";
  }

  String known() {
    return tag + "known";
  }

  String waiting() {
    return tag + "waiting";
  }

  /** A brace in a name would end the tag. */
  private static String spelled(String gate) {
    StringBuilder spelled = new StringBuilder();
    gate.codePoints()
        .forEach(
            letter -> {
              if (letter == '{' || letter == '}' || letter == '%' || letter <= ' ') {
                spelled.append(String.format("%%%02X", letter));
              } else {
                spelled.appendCodePoint(letter);
              }
            });
    return spelled.toString();
  }
}
