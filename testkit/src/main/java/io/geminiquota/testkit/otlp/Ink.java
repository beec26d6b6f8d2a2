package io.geminiquota.testkit.otlp;

import io.geminiquota.testkit.otlp.Look.Colours;
import io.geminiquota.testkit.otlp.Look.Glyphs;

/** The signs and colours of a {@link Look}. */
final class Ink {

  /** What a piece of text means. */
  enum Tone {
    HEADING("1"),
    QUIET("2"),
    GOOD("32"),
    BAD("31"),
    WAITING("33");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  private final Look look;

  Ink(Look look) {
    this.look = look;
  }

  String paint(Tone tone, String text) {
    if (look.colours() == Colours.NONE || text.isBlank()) {
      return text;
    }
    return "\u001b[" + tone.code + "m" + text + "\u001b[0m";
  }

  /** The cell of a bar in which a step of this nature took place. */
  String cell(Step.Nature nature) {
    return switch (nature) {
      case HELD -> paint(Tone.WAITING, sign("░", "."));
      case ANSWERED -> paint(Tone.GOOD, sign("█", "#"));
      case REJECTED -> paint(Tone.BAD, sign("▚", "x"));
    };
  }

  String mark(String outcome) {
    return switch (outcome) {
      case "succeeded" -> paint(Tone.GOOD, sign("✔", "+"));
      case "cancelled" -> paint(Tone.WAITING, sign("∅", "-"));
      default -> paint(Tone.BAD, sign("✘", "!"));
    };
  }

  String branch() {
    return paint(Tone.QUIET, sign("├─", "|-"));
  }

  String lastBranch() {
    return paint(Tone.QUIET, sign("└─", "`-"));
  }

  /** Beside what belongs to a branch that is not the last. */
  String trunk() {
    return paint(Tone.QUIET, sign("│", "|"));
  }

  String fold() {
    return paint(Tone.QUIET, sign("⋮", ":"));
  }

  String tick() {
    return sign("┬", "+");
  }

  String rule() {
    return sign("─", "-");
  }

  String ellipsis() {
    return sign("…", "~");
  }

  private String sign(String unicode, String ascii) {
    return look.glyphs() == Glyphs.UNICODE ? unicode : ascii;
  }
}
