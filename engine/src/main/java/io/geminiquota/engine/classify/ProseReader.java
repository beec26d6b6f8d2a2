package io.geminiquota.engine.classify;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts of an error from text: Google's message, or a whole body that some program has
 * printed as a Python, JavaScript, Go or text-proto object, wrapped, escaped or cut. It goes once
 * through the words; a word that names a field is followed by its value.
 */
final class ProseReader {

  private static final int SHORTEST_NAME = 15;
  private static final int LONGEST_KEY = 32;

  /** Words after which a three-digit number is an HTTP status. */
  private static final Set<String> BEFORE_STATUS =
      Set.of("code", "status", "statuscode", "http", "returned");

  /** Words after which a name of a project stands. */
  private static final Set<String> BEFORE_PROJECT = Set.of("in", "on", "resource", "for");

  /** Words that may stand between two that belong together: "status code of 503". */
  private static final Set<String> LINKING = Set.of("of", "is", "was");

  private static final Set<String> MODEL_FAMILIES =
      Set.of("gemini", "gemma", "imagen", "veo", "learnlm");

  private final Cursor cursor;
  private final NameReader names;
  private final ErrorBody body;
  private final QuotaNotes notes = new QuotaNotes();
  private String previous = "";
  private String mapKey = "";
  private int closedBraces;

  private ProseReader(String readable, ErrorBody body) {
    this.cursor = new Cursor(readable);
    this.names = new NameReader(cursor);
    this.body = body;
  }

  /** Reads everything that the text says into the body. */
  static void read(String raw, ErrorBody body) {
    PlainText text = PlainText.of(raw);
    body.message(text.squeezed());
    ProseReader reader = new ProseReader(text.readable(), body);
    reader.readAll();
    reader.notes.addTo(body);
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
      case "quotametric" -> notes.detailMetric(whole(names.metric()));
      case "quotaid", "quotalimit" -> notes.detailId(whole(cursor.name()));
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
      case "retrydelay" -> body.retryInfo(delay());
      case "quotaresetdelay" -> body.retryHint(delay());
      case "retryafter" -> body.retryAfterHeader(seconds());
      case "retry", "again", "resets", "reset" -> hint(key);
      case "reason" -> reason();
      case "generic", "rpc" -> rpcStatus();
      case "code", "status" -> status();
      default -> other(word, start);
    }
  }

  /** A name that stands in quotes, or nothing if the text was cut before they closed. */
  private String whole(String name) {
    return cursor.atEnd() ? "" : name;
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

  private void limit() {
    if (cursor.valueFollows()) {
      long number = cursor.number();
      if (number >= 0) {
        notes.lineLimit(number, cursor.ahead(), body.model());
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

  /** A {@code RetryInfo}: {@code "42s"}, {@code retryDelay:59s}, {@code { seconds: 37 }}. */
  private @Nullable Duration delay() {
    cursor.toValue();
    if (cursor.here() == '{') {
      cursor.move();
      cursor.toValue();
    }
    if (cursor.looksAt("seconds")) {
      cursor.word();
    }
    return seconds();
  }

  private @Nullable Duration seconds() {
    cursor.toValue();
    return Durations.orSecondsAt(cursor.text(), cursor.position());
  }

  /** The server's "Please retry in 12.3s"; what a client says of its own backoff is another. */
  private void hint(String key) {
    if (key.equals("retry") && cursor.looksAt("-after")) {
      cursor.moveTo(cursor.position() + "-after".length());
      body.retryAfterHeader(seconds());
      return;
    }
    boolean in = cursor.looksAt(" in ");
    boolean after = cursor.looksAt(" after ");
    boolean ofServer =
        switch (key) {
          case "retry" -> previous.equals("please");
          case "again" -> previous.equals("try");
          default -> true;
        };
    if (ofServer && (in || after)) {
      int number = cursor.position() + (in ? " in " : " after ").length();
      body.retryHint(Durations.at(cursor.text(), number));
    }
  }

  private void reason() {
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
  private void rpcStatus() {
    if (cursor.looksAt("::")) {
      cursor.moveTo(cursor.position() + 2);
      String word = cursor.word();
      if (Statuses.knows(word)) {
        body.status(word);
      }
    }
  }

  private void status() {
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

  private void other(String word, int start) {
    if (word.length() == 3 && Names.isDigit(word.charAt(0))) {
      httpStatus(word, start);
    } else if (Statuses.isCloseCode(word)) {
      body.closeCode(word);
    } else if (cursor.looksAt(".googleapis.com/")) {
      host(start);
    } else if (cursor.here() == '-' && MODEL_FAMILIES.contains(word)) {
      mention(start);
    } else if (Names.isConstant(word) || Statuses.isGrpc(word)) {
      constant(word);
    } else if (word.length() > SHORTEST_NAME) {
      longName(word);
    }
  }

  private void httpStatus(String word, int start) {
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

  private void constant(String word) {
    if (Reasons.knows(word)) {
      body.reason(word);
    } else if (Statuses.knows(word)) {
      body.status(word);
    }
  }

  /** A metric or the id of a quota that stands in a sentence by itself. */
  private void longName(String word) {
    if (Names.isMetric(word) && cursor.looksAt(", limit")) {
      notes.lineMetric(word);
    } else if (QuotaNames.isIdInProse(word)) {
      String suffix =
          cursor.here() == '-' ? cursor.run(c -> Cursor.isWord((char) c) || c == '-') : "";
      notes.lineId(word + suffix);
    }
  }
}
