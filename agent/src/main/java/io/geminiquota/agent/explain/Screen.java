package io.geminiquota.agent.explain;

import java.io.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * How text is shown: wrapped on a terminal, with colours unless {@code NO_COLOR} says otherwise;
 * plain and unwrapped elsewhere, so that a pipe gets every sentence on one line.
 *
 * @param colour whether colours are wanted
 * @param width the longest line; a word that is longer is not cut
 */
record Screen(boolean colour, int width) {

  static final Screen PLAIN = new Screen(false, Integer.MAX_VALUE);

  private static final int NARROWEST = 40;
  private static final int USUAL = 80;

  private static final String STRONG = "\u001b[1m";
  private static final String FAINT = "\u001b[2m";
  private static final String RESET = "\u001b[0m";

  /**
   * The screen of this process.
   *
   * @param columns how wide the shell says the terminal is, null if it does not
   */
  static Screen ofProcess(@Nullable String columns) {
    return isTerminal() ? new Screen(Ansi.AUTO.enabled(), width(columns)) : PLAIN;
  }

  /** Whether a person types and reads here. Since Java 22 a console may be none of a terminal. */
  @SuppressWarnings("SystemConsoleNull") // It is null on the Java 17 that we run on, too.
  static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException beforeJava22) {
      return true;
    }
  }

  String strong(String text) {
    return colour ? STRONG + text + RESET : text;
  }

  String faint(String text) {
    return colour ? FAINT + text + RESET : text;
  }

  /** The words of a text on lines that all begin with as many blanks. */
  String wrapped(String text, int indent) {
    String margin = " ".repeat(indent);
    StringBuilder wrapped = new StringBuilder(margin);
    int column = indent;
    for (String word : text.split(" ", -1)) {
      if (column > indent && column + 1 + word.length() > width) {
        wrapped.append('\n').append(margin);
        column = indent;
      } else if (column > indent) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += word.length();
    }
    return wrapped.toString();
  }

  private static int width(@Nullable String columns) {
    try {
      return columns == null ? USUAL : Math.max(NARROWEST, Integer.parseInt(columns));
    } catch (NumberFormatException notANumber) {
      return USUAL;
    }
  }
}
