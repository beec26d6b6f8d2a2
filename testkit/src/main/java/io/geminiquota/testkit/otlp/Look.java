package io.geminiquota.testkit.otlp;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What text may look like where it is going to be read.
 *
 * @param width the number of columns to fill at most, {@value #NARROWEST} to {@value #WIDEST}
 * @param colours whether colours are understood
 * @param glyphs which characters are understood
 */
public record Look(int width, Colours colours, Glyphs glyphs) {

  private static final int NARROWEST = 72;
  private static final int USUAL = 100;
  private static final int WIDEST = 160;

  /** Brings a width outside the range to the nearest that is allowed. */
  public Look {
    width = Math.max(NARROWEST, Math.min(WIDEST, width));
  }

  /** Whether colours are understood. */
  public enum Colours {
    NONE,
    ANSI
  }

  /** Which characters are understood. */
  public enum Glyphs {
    ASCII,
    UNICODE
  }

  /**
   * For a file or a pipe: no colours.
   *
   * @param environment the process's environment, which tells the character set
   */
  public static Look ofFile(Map<String, String> environment) {
    return new Look(USUAL, Colours.NONE, glyphs(environment));
  }

  /**
   * For a terminal: its width ({@code COLUMNS}), and colours unless {@code NO_COLOR} is set or the
   * terminal calls itself {@code dumb}.
   *
   * @param environment the process's environment
   */
  public static Look ofTerminal(Map<String, String> environment) {
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Look(width(environment), plain ? Colours.NONE : Colours.ANSI, glyphs(environment));
  }

  private static int width(Map<String, String> environment) {
    try {
      return Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
    } catch (NumberFormatException unknown) {
      return USUAL;
    }
  }

  /**
   * ASCII only where a locale asks for it. Where none is set, as in most containers, the person
   * sits at a terminal that shows UTF-8.
   */
  private static Glyphs glyphs(Map<String, String> environment) {
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("UTF-8");
    return locale.replace("-", "").toUpperCase(Locale.ROOT).contains("UTF8")
        ? Glyphs.UNICODE
        : Glyphs.ASCII;
  }
}
