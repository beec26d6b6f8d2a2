package io.geminiquota.engine.route;

import java.util.Random;

/** Writes JSON by chance, in ways that no tidy writer would. */
final class RandomJson {

  private static final String[] SPACES = {"", "", "", " ", "\n  ", "\t", "\r\n"};
  private static final String[] STRINGS = {
    "", "text", "\\\"model\\\":\\\"gemini-x\\\"", "\\u00e4\\n", "ä€😀", "}{][,:", "\\\\"
  };
  private static final String[] NUMBERS = {"0", "-1", "1.50", "1e5", "12345678901234567890.10"};
  private static final String[] NAMES = {"contents", "messages", "Model", "mode", "ä", "a.b", ""};

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  String space() {
    return SPACES[random.nextInt(SPACES.length)];
  }

  /** Some fields, each with a comma behind it; none of them is named {@code model}. */
  String fields() {
    StringBuilder fields = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.append(space()).append(field(0)).append(space()).append(',');
    }
    return fields.append(space()).toString();
  }

  private String field(int depth) {
    String name = depth == 0 ? NAMES[random.nextInt(NAMES.length)] : "model";
    return '"' + name + '"' + space() + ':' + space() + value(depth + 1);
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 4 ? 3 : 6)) {
      case 0 -> '"' + STRINGS[random.nextInt(STRINGS.length)] + '"';
      case 1 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 2 -> random.nextBoolean() ? "null" : "true";
      case 3 -> '[' + space() + value(depth + 1) + space() + ',' + value(depth + 1) + ']';
      case 4 -> '{' + space() + field(depth) + space() + '}';
      default -> random.nextBoolean() ? "{}" : "[ ]";
    };
  }
}
