package io.geminiquota.engine.classify;

import java.util.Set;

/** Reads what prose says of statuses: HTTP codes, gRPC words, reasons, close codes. */
final class StatusReader {

  /** Words after which a three-digit number is an HTTP status. */
  private static final Set<String> BEFORE_STATUS =
      Set.of("code", "status", "statuscode", "http", "returned");

  private final Cursor cursor;
  private final ErrorBody body;

  StatusReader(Cursor cursor, ErrorBody body) {
    this.cursor = cursor;
    this.body = body;
  }

  void reason() {
    if (cursor.valueFollows()) {
      cursor.toValue();
      int start = cursor.position();
      String word = cursor.value();
      if (Names.isConstant(word)) {
        body.reason(word);
      } else {
        // A sentence, or the reason of a closed WebSocket: read it as any other text.
        cursor.moveTo(start);
      }
    }
  }

  /** {@code generic::resource_exhausted}, {@code RPC::DEADLINE_EXCEEDED}: Google's inner errors. */
  void rpcStatus() {
    if (cursor.looksAt("::")) {
      cursor.moveTo(cursor.position() + 2);
      String word = cursor.word();
      if (Statuses.knows(word)) {
        body.status(word);
      }
    }
  }

  void status() {
    cursor.toValue();
    int start = cursor.position();
    String word = cursor.word();
    if (Statuses.knows(word)) {
      body.status(word);
    } else {
      // A number, or the start of something else: read it as any other word.
      cursor.moveTo(start);
    }
  }

  /**
   * A number of three digits, if it is a status.
   *
   * @param start where it begins
   * @param previous the word before it
   */
  void httpStatus(String word, int start, String previous) {
    char before = cursor.before(start);
    char after = cursor.here();
    boolean partOfTime = before == ':' && Names.isDigit(cursor.before(start - 1));
    boolean partOfNumber = partOfTime || "./-".indexOf(before) >= 0 || after == ':' || after == '-';
    boolean announced =
        start == 0
            || before == '['
            || before == '('
            || BEFORE_STATUS.contains(previous)
            || previous.endsWith("error")
            || previous.endsWith("exception")
            || Statuses.phraseAt(cursor.text(), cursor.position() + 1);
    if (!partOfNumber && announced && word.chars().allMatch(c -> Names.isDigit((char) c))) {
      body.code(Integer.parseInt(word));
    }
  }

  void constant(String word) {
    if (Reasons.knows(word)) {
      body.reason(word);
    } else if (Statuses.knows(word)) {
      body.status(word);
    }
  }
}
