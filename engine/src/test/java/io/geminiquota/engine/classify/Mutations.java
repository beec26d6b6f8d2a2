package io.geminiquota.engine.classify;

import io.geminiquota.engine.classify.SeedBodies.Seed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages bodies in the ways in which networks, terminals, relays and bugs do. Seeded. */
final class Mutations {

  private static final String SIGNS = "{\"[]}:,\\'\u201c\u2502 9<\n\t\u0000\u001b";
  private static final List<String> WRONG_VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "[[{}]]",
          "\"\"",
          "\"x\"",
          "-1",
          "0",
          "1e999",
          "1e-999",
          "99999999999999999999",
          "9223372036854775807",
          "{\"seconds\": -5, \"nanos\": 1e9}");
  private static final List<String> OPENINGS =
      List.of("[", "{\"error\":", "{\"a\":[", "{\"error\":{\"message\":", "{\"error\":[", "<", "(");

  private final RandomGenerator random;

  Mutations(RandomGenerator random) {
    this.random = random;
  }

  /** A seed after one to six changes. */
  String mutated(List<Seed> seeds) {
    String body = any(seeds).body();
    for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
      body = changed(body, seeds);
    }
    return body;
  }

  /** A text after one to six changes. */
  String mutated(String text) {
    return mutated(List.of(new Seed(0, Kind.OTHER, text)));
  }

  private String changed(String body, List<Seed> seeds) {
    int at = random.nextInt(body.length() + 1);
    int end = Math.min(body.length(), at + random.nextInt(60));
    String start = body.substring(0, at);
    String rest = body.substring(at);
    return switch (random.nextInt(20)) {
      case 0 -> start;
      case 1 -> rest;
      case 2, 3 -> rest.isEmpty() ? start : start + flipped(rest.charAt(0)) + rest.substring(1);
      case 4 -> start + body.substring(end);
      case 5 -> start + body.substring(at, end) + rest;
      case 6, 7 -> start + SIGNS.charAt(random.nextInt(SIGNS.length())) + rest;
      case 8 -> start + "9".repeat(random.nextInt(40)) + rest;
      case 9, 10 -> withWrongValue(body, at);
      case 11 -> start + tail(any(seeds).body());
      case 12 -> any(OPENINGS).repeat(depth()) + body;
      case 13 -> start + unicode() + rest;
      case 18 -> wrapped(body, depth());
      case 19 -> withLongNumber(body, at);
      case 14 -> wronglyDecoded(body);
      case 15 -> body.replace('"', random.nextBoolean() ? '\'' : '\u201d');
      case 16 -> body.replace("\\", "\\\\").replace("\"", "\\\"");
      default -> body.replace("\\n", random.nextBoolean() ? "n" : "\n");
    };
  }

  /** The value of a field becomes one of another type. */
  private String withWrongValue(String body, int at) {
    int colon = body.indexOf(": ", at);
    if (colon < 0) {
      return body;
    }
    int end = colon + 2;
    while (end < body.length() && ",}]".indexOf(body.charAt(end)) < 0) {
      end++;
    }
    return body.substring(0, colon + 2) + any(WRONG_VALUES) + body.substring(end);
  }

  private String tail(String other) {
    return other.substring(random.nextInt(other.length()));
  }

  /** Nested, and closed again, so that what was JSON stays JSON. */
  private String wrapped(String body, int depth) {
    return random.nextBoolean()
        ? "[".repeat(depth) + body + "]".repeat(depth)
        : "{\"a\":".repeat(depth) + body + "}".repeat(depth);
  }

  private String withLongNumber(String body, int at) {
    int brace = body.indexOf('{', at);
    String number = "1".repeat(1 + random.nextInt(3_000));
    return brace < 0
        ? body + number
        : body.substring(0, brace + 1) + "\"n\": " + number + ", " + body.substring(brace + 1);
  }

  private int depth() {
    return random.nextInt(300) == 0 ? 10_000 : 1 + random.nextInt(100);
  }

  private char flipped(char c) {
    return (char) (c ^ (1 << random.nextInt(16)));
  }

  /** Any characters, lone surrogates among them. */
  private String unicode() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(
          (char) (random.nextBoolean() ? 0xd800 + random.nextInt(0x800) : random.nextInt(0x10000)));
    }
    return text.toString();
  }

  private String wronglyDecoded(String body) {
    return switch (random.nextInt(3)) {
      case 0 -> new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      case 1 -> new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      default -> new String(body.getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1);
    };
  }

  <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
