package io.geminiquota.agent.explain;

import java.io.IOException;
import java.io.Reader;

/** The lines of a text, in pieces of bounded length: a line may be longer than memory. */
final class LogLines {

  private static final int LONGEST_PIECE = 16 * 1024;

  private final Reader reader;
  private final char[] buffer = new char[LONGEST_PIECE];
  private int at;
  private int end;

  private String piece = "";
  private long number;
  private boolean lineEnded = true;
  private boolean isStart;
  private boolean afterReturn;

  LogLines(Reader reader) {
    this.reader = reader;
  }

  /** Moves to the next piece; false at the end of the text. */
  boolean next() throws IOException {
    piece = "";
    isStart = lineEnded;
    if (isStart) {
      number++;
    }
    lineEnded = false;
    while (at < end || fill()) {
      takeRun();
      if (lineEnded || piece.length() >= LONGEST_PIECE) {
        return true;
      }
    }
    return !piece.isEmpty();
  }

  /** Takes what the buffer has of the line. */
  private void takeRun() {
    int bound = Math.min(end, at + LONGEST_PIECE - piece.length());
    int stop = at;
    while (stop < bound && buffer[stop] != '\n' && buffer[stop] != '\r') {
      stop++;
    }
    if (stop > at) {
      piece = piece.concat(new String(buffer, at, stop - at));
      afterReturn = false;
    }
    at = stop;
    if (stop == bound) {
      return;
    }
    boolean secondOfPair = buffer[stop] == '\n' && afterReturn;
    afterReturn = buffer[stop] == '\r';
    at++;
    lineEnded = !secondOfPair;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(reader.read(buffer, 0, buffer.length), 0);
    return end > 0;
  }

  /** The piece, without its line end. */
  String piece() {
    return piece;
  }

  /** Whether the piece is the beginning of its line. */
  boolean isStart() {
    return isStart;
  }

  /** The number of its line, counted from 1. */
  long number() {
    return number;
  }
}
