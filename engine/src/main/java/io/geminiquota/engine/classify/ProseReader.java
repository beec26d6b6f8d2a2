package io.geminiquota.engine.classify;

import java.util.Locale;
import java.util.Set;

/**
 * Reads the facts of an error from text: Google's message, or a whole body that some program has
 * printed as a Python, JavaScript, Go or text-proto object, wrapped, escaped or cut. It goes once
 * through the words; a word that names a field is followed by its value.
 */
final class ProseReader {

  private static final int SHORTEST_NAME = 15;
  private static final int LONGEST_KEY = 32;
  private static final String ZERO = "limit:0";

  /** Words after which a name of a project stands. */
  private static final Set<String> BEFORE_PROJECT = Set.of("in", "on", "resource", "for");

  /** Words that may stand between two that belong together: "status code of 503". */
  private static final Set<String> LINKING = Set.of("of", "is", "was");

  private static final Set<String> MODEL_FAMILIES =
      Set.of("gemini", "gemma", "imagen", "veo", "learnlm");

  private final Cursor cursor;
  private final NameReader names;
  private final StatusReader statuses;
  private final HintReader hints;
  private final ErrorBody body;
  private final QuotaNotes notes = new QuotaNotes();
  private String previous = "";
  private String mapKey = "";
  private int closedBraces;

  private ProseReader(String readable, ErrorBody body) {
    this.cursor = new Cursor(readable);
    this.names = new NameReader(cursor);
    this.statuses = new StatusReader(cursor, body);
    this.hints = new HintReader(cursor, body);
    this.body = body;
  }

  /** Reads everything that the text says into the body. */
  static void read(String raw, ErrorBody body) {
    PlainText text = PlainText.of(raw);
    body.message(text.squeezed());
    ProseReader reader = new ProseReader(text.readable(), body);
    reader.readAll();
    if (isZeroLimit(text.squeezed())) {
      reader.notes.zero();
    }
    reader.notes.addTo(body);
  }

  /** "limit: 0" of a quota, also where a terminal has broken it inside its words. */
  private static boolean isZeroLimit(String squeezed) {
    for (int at = squeezed.indexOf(ZERO); at >= 0; at = squeezed.indexOf(ZERO, at + 1)) {
      int end = at + ZERO.length();
      char after = end < squeezed.length() ? squeezed.charAt(end) : '\0';
      if (!Names.isDigit(after) && after != '.' && squeezed.contains("exceeded")) {
        return true;
      }
    }
    return false;
  }

  /** Reads only what stands beside the error: names of models and projects, a header. */
  static void readNames(String raw, ErrorBody body) {
    new ProseReader(PlainText.of(raw).readable(), body).readAll();
  }

  private void readAll() {
    while (!cursor.atEnd()) {
      char c = cursor.here();
      if (Cursor.isWord(c)) {
        int start = cursor.position();
        String word = cursor.word();
        String key = key(word);
        closedBraces = 0;
        field(key, word, start);
        if (!LINKING.contains(key)) {
          previous = key;
        }
      } else {
        sign(c);
        cursor.move();
      }
    }
  }

  /** A word as a key: {@code quotaMetric} and {@code quota_metric} are the same. */
  private static String key(String word) {
    return word.length() > LONGEST_KEY ? "" : word.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private void sign(char c) {
    if (c == '}') {
      closedBraces++;
      if (closedBraces == 2) {
        notes.closed();
      }
    } else if (c == '{' || c == '[') {
      closedBraces = 0;
    }
  }

  private void field(String key, String word, int start) {
    switch (key) {
      case "quotametric" -> notes.detailMetric(names.metric());
      case "quotaid", "quotalimit" -> notes.detailId(cursor.name());
      case "quotavalue", "quotalimitvalue" -> notes.detailLimit(cursor.number());
      case "quotadimensions" -> notes.dimensions();
      case "key" -> mapKey = cursor.valueFollows() ? key(cursor.value()) : mapKey;
      case "value" -> mapValue(word, start);
      case "metric" -> metric();
      case "limit" -> limit();
      case "model", "modelid" -> model();
      case "models" -> path(ErrorBody.Rank.PATH);
      case "project", "projects" -> project();
      case "consumer" -> consumer();
      case "retrydelay" -> body.retryInfo(hints.delay());
      case "quotaresetdelay" -> body.retryHint(hints.delay());
      case "retryafter" -> body.retryAfterHeader(hints.seconds());
      case "retry", "again", "resets", "reset" -> hints.hint(key, previous);
      case "reason" -> statuses.reason();
      case "generic", "rpc" -> statuses.rpcStatus();
      case "code", "status" -> statuses.status();
      default -> other(word, start);
    }
  }

  /** An entry of a text-proto map: {@code key: "model" value: "gemini-2.0-flash"}. */
  private void mapValue(String word, int start) {
    if (!mapKey.isEmpty() && !mapKey.equals("key") && !mapKey.equals("value")) {
      String key = mapKey;
      mapKey = "";
      field(key, word, start);
    }
  }

  private void metric() {
    int start = cursor.position();
    String name = names.metric();
    if (Names.isMetric(name)) {
      notes.lineMetric(name);
    } else {
      cursor.moveTo(start);
    }
  }

  /** {@code limit: 7}, {@code a limit of 7 requests}, {@code and limit 'NamePerMinute'}. */
  private void limit() {
    boolean inWords = cursor.looksAt(" of ");
    if (inWords) {
      cursor.moveTo(cursor.position() + " of ".length());
    }
    if (inWords || cursor.valueFollows()) {
      long number = cursor.number();
      if (number >= 0) {
        notes.lineLimit(number, cursor.ahead(), body.model());
      }
    } else if (cursor.looksAt(" '") || cursor.looksAt(" \"")) {
      String name = cursor.quoted();
      if (name.contains("Per")) {
        notes.lineId(name);
      }
    }
  }

  private void model() {
    if (cursor.valueFollows()) {
      cursor.toValue();
      String name = names.model();
      boolean ofQuota = notes.model(name);
      body.model(name, ofQuota ? ErrorBody.Rank.DETAIL : ErrorBody.Rank.FIELD);
    } else if (previous.equals("for") || previous.equals("base")) {
      cursor.toValue();
      body.model(names.model(), ErrorBody.Rank.SENTENCE);
    }
  }

  private void path(int rank) {
    if (cursor.here() == '/') {
      cursor.move();
      body.model(names.model(), rank);
    }
  }

  private void project() {
    boolean path = cursor.here() == '/';
    if (path || cursor.valueFollows() || BEFORE_PROJECT.contains(previous)) {
      String name = names.project();
      body.project(name, path ? ErrorBody.Rank.PATH : ErrorBody.Rank.SENTENCE);
    }
  }

  /** A field of the metadata, or the sentence "... for consumer 'project_number:...'". */
  private void consumer() {
    int rank = cursor.valueFollows() ? ErrorBody.Rank.DETAIL : ErrorBody.Rank.SENTENCE;
    body.project(cursor.quoted(), rank);
  }

  private void other(String word, int start) {
    if (word.length() == 3 && Names.isDigit(word.charAt(0))) {
      statuses.httpStatus(word, start, previous);
    } else if (Statuses.isCloseCode(word)) {
      body.closeCode(word);
    } else if (cursor.looksAt(".googleapis.com/")) {
      host(start);
    } else if (cursor.here() == '-' && MODEL_FAMILIES.contains(word)) {
      mention(start);
    } else if (Names.isConstant(word) || Statuses.isGrpc(word)) {
      statuses.constant(word);
    } else if (word.length() > SHORTEST_NAME) {
      longName(word);
    }
  }

  /** {@code aiplatform.googleapis.com/METRIC} in a sentence, or just an address. */
  private void host(int start) {
    int end = cursor.position();
    cursor.moveTo(start);
    String name = names.metric();
    if (Names.isMetric(name)) {
      notes.lineMetric(name);
    } else {
      cursor.moveTo(end);
    }
  }

  private void mention(int start) {
    cursor.moveTo(start);
    String name = names.model();
    if (Names.isModelOfFamily(name)) {
      body.model(name, ErrorBody.Rank.MENTION);
    }
  }

  /** A metric or the id of a quota that stands in a sentence by itself. */
  private void longName(String word) {
    if (Names.isMetric(word) && (cursor.looksAt(", limit") || cursor.looksAt(" limit"))) {
      notes.lineMetric(word);
    } else if (QuotaNames.isIdInProse(word)) {
      String suffix =
          cursor.here() == '-' ? cursor.run(c -> Cursor.isWord((char) c) || c == '-') : "";
      notes.lineId(word + suffix);
    }
  }
}
