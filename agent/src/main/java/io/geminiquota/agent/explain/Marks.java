package io.geminiquota.agent.explain;

/**
 * Tells an error of Gemini from the rest of a log by its words ({@link MarkWords}), in one pass
 * over the text without blanks, quotes and escapes: no line break and no string literal can hide
 * them. What is marked is a candidate only; the classifier has the last word.
 *
 * <p>One instance goes along one text. Marks that stand far apart do not add up.
 */
final class Marks {

  private static final int FAR = 4096;

  private static final int NO_ESCAPE = 0;
  private static final int UNICODE_DIGITS = 4;
  private static final int AFTER_BACKSLASH = 5;

  private static final WordAutomaton WORDS = MarkWords.automaton();

  private int state;
  private int escape;
  private int found;
  private long position;
  private long lastFound;

  /** Goes on with the next piece of the text. */
  void add(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      int letter = WordAutomaton.letter(c);
      if (escape != NO_ESCAPE) {
        letter = escaped(c, letter);
      }
      if (letter == WordAutomaton.NOTHING) {
        escape = c == '\\' ? AFTER_BACKSLASH : escape;
        continue;
      }
      state = WORDS.next(state, letter);
      int marks = WORDS.marks(state);
      if (marks != 0) {
        found(marks, position + i);
      }
    }
    position += piece.length();
  }

  /** What a character counts as behind a backslash: {@code n} or {@code u2019} as nothing. */
  private int escaped(char c, int letter) {
    if (escape == AFTER_BACKSLASH) {
      escape = c == 'u' ? UNICODE_DIGITS : NO_ESCAPE;
      return c == 'n' || c == 'r' || c == 't' || c == 'u' ? WordAutomaton.NOTHING : letter;
    }
    escape--;
    return WordAutomaton.NOTHING;
  }

  private void found(int marks, long at) {
    found = at - lastFound > FAR ? marks : found | marks;
    lastFound = at;
  }

  /** Whether anything was found of late. */
  boolean isAny() {
    return found != 0 && position - lastFound <= FAR;
  }

  /** Whether what was found may be an error of Gemini. */
  boolean isCandidate() {
    boolean envelopeOfGoogle = has(MarkWords.ENVELOPE) && has(MarkWords.STATUS);
    return has(MarkWords.SURE) || envelopeOfGoogle || (has(MarkWords.WHO) && isFailure());
  }

  /** Whether Gemini was named. */
  boolean isAboutGemini() {
    return has(MarkWords.SURE | MarkWords.WHO);
  }

  /** Whether the text speaks of a failure, anybody's. */
  boolean isFailure() {
    return has(~MarkWords.WHO);
  }

  private boolean has(int anyOf) {
    return (found & anyOf) != 0;
  }

  /** Begins a new text. */
  void clear() {
    state = 0;
    escape = NO_ESCAPE;
    found = 0;
    position = 0;
    lastFound = 0;
  }
}
