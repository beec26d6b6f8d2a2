package io.geminiquota.agent.explain;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Finds many words in one pass over a text (Aho and Corasick's automaton). Blanks, quotes, the
 * lines of boxes and the like count as nothing, capitals as small letters.
 */
final class WordAutomaton {

  /** What a character counts as that is passed over. */
  static final int NOTHING = -1;

  private static final int STOP = 0;
  private static final byte[] LETTERS = letters();
  private static final int WIDTH = 64;
  private static final int NONE = -1;

  private int[] next = new int[1024 * WIDTH];
  private byte[] marks = new byte[1024];
  private int states = 1;

  WordAutomaton() {
    Arrays.fill(next, NONE);
  }

  /** Adds a word, before {@link #link}; marks of the same place add up. */
  void add(String word, int mark) {
    int state = 0;
    for (int i = 0; i < word.length(); i++) {
      int edge = state * WIDTH + letter(word.charAt(i));
      if (next[edge] == NONE) {
        int added = newState();
        next[edge] = added;
      }
      state = next[edge];
    }
    marks[state] |= (byte) mark;
  }

  /** Completes the tree of words: where a word goes no further, its longest ending goes on. */
  void link() {
    int[] ending = new int[states];
    Deque<Integer> open = new ArrayDeque<>();
    open.add(0);
    while (!open.isEmpty()) {
      int state = open.remove();
      for (int letter = 0; letter < WIDTH; letter++) {
        int edge = state * WIDTH + letter;
        int further = state == 0 ? 0 : next[ending[state] * WIDTH + letter];
        if (next[edge] == NONE) {
          next[edge] = further;
        } else {
          ending[next[edge]] = further;
          marks[next[edge]] |= marks[further];
          open.add(next[edge]);
        }
      }
    }
  }

  /** The state after one more letter; 0 is the first state. */
  int next(int state, int letter) {
    return next[state * WIDTH + letter];
  }

  /** The marks of all words that end here, 0 if none does. */
  int marks(int state) {
    return marks[state];
  }

  /** The letter that a character counts as, or {@link #NOTHING}. */
  static int letter(char c) {
    return c < LETTERS.length ? LETTERS[c] : beyondAscii(c);
  }

  private int newState() {
    if (states == marks.length) {
      int size = next.length;
      next = Arrays.copyOf(next, size * 2);
      Arrays.fill(next, size, size * 2, NONE);
      marks = Arrays.copyOf(marks, states * 2);
    }
    return states++;
  }

  private static int beyondAscii(char c) {
    boolean quote = c >= '\u2018' && c <= '\u201f';
    boolean box = c >= '\u2500' && c <= '\u259f';
    return quote || box || c == '\u00a0' || c == '\u200b' || c == '\ufeff' ? NOTHING : STOP;
  }

  private static byte[] letters() {
    byte[] letters = new byte[128];
    byte letter = 1;
    for (char c = 'a'; c <= 'z'; c++, letter++) {
      letters[c] = letter;
      letters[Character.toUpperCase(c)] = letter;
    }
    String others = "0123456789_:.,{[(-";
    for (int i = 0; i < others.length(); i++, letter++) {
      letters[others.charAt(i)] = letter;
    }
    letters['='] = letters[':'];
    Arrays.fill(letters, 0, ' ' + 1, (byte) NOTHING);
    String nothing = "\"'`\\|>\u007f";
    for (int i = 0; i < nothing.length(); i++) {
      letters[nothing.charAt(i)] = NOTHING;
    }
    return letters;
  }
}
