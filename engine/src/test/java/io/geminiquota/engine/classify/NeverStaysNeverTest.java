package io.geminiquota.engine.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.SeedBodies.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What no wait cures is not retried, however the body is printed, quoted, wrapped or boxed on its
 * way here: a retry of these burns quota for nothing.
 */
class NeverStaysNeverTest {

  private static final int STACKS = 20_000;

  /** On the way as JSON: clients and relays put it into JSON of their own, or print it anew. */
  private static final Map<String, UnaryOperator<String>> JSON_WRAPS =
      new TreeMap<>(
          Map.of(
              "list", body -> "[" + body + "\n]",
              "blanks", body -> body.replace("{", "{\r\n\t  ").replace("}", "\n  }"),
              "noBlanks", body -> body.replace("\": ", "\":").replace("\", \"", "\",\""),
              "unicodeEscapes", body -> body.replace(" a", " \\u0061").replace("'", "\\u0027"),
              "otherFieldsFirst", body -> body.replaceFirst("\\{", "{\"sdkHttpResponse\": null, "),
              "messageOfAnother",
                  body -> "{\"error\": {\"message\": " + Bodies.json(body) + ", \"code\": 500}}",
              "messageOfAnotherInWords",
                  body ->
                      "{\"error\": {\"message\": "
                          + Bodies.json("relay.ApiError: upstream said - " + body)
                          + "}}",
              "errorString", body -> "{\"error\": " + Bodies.json(body) + "}",
              "jsonString", Bodies::json,
              "objectAsMessage", body -> "{\"error\": {\"message\": " + body + "}}"));

  /** On the way as text: logs, terminals and chats. */
  private static final Map<String, UnaryOperator<String>> TEXT_WRAPS =
      new TreeMap<>(
          Map.of(
              "event", body -> "event: error\ndata: " + oneLine(body) + "\n\n",
              "logLine",
                  body ->
                      "2026-11-21 09:15:42.503 ERROR [pool-3-thread-1] c.e.Summaries - failed: "
                          + body,
              "stackTrace",
                  body ->
                      "java.io.IOException: " + body + "\n\tat com.example.Main.run(Main.java:42)",
              "python", NeverStaysNeverTest::python,
              "escaped", body -> "API Error: " + body.replace("\\", "\\\\").replace("\"", "\\\""),
              "box", body -> box(body, 72),
              "narrowBox", body -> box(body, 40),
              "codeFence", body -> "```json\n" + body + "\n```",
              "curlyQuotes", body -> "> " + body.replace('"', '\u201d'),
              "html", body -> "<pre>" + body + "</pre>"));

  /** What the programs of users and relays add around it, without a meaning of its own. */
  private static final Map<String, UnaryOperator<String>> ADDITIONS =
      new TreeMap<>(
          Map.of(
              "ownBackoff", body -> body + "\nRetrying in 4s (attempt 2 of 5) ...",
              "ownFailure", body -> "Attempt 1 failed after 503 ms: " + body,
              "relayName", body -> "litellm.RateLimitError: VertexAIException - " + body,
              "sdkName", body -> "com.google.genai.errors.ClientException: " + body));

  @Test
  void whateverIsWrappedAroundItStaysWhatItIs() {
    List<String> wrong = new ArrayList<>();
    for (Seed seed : SeedBodies.NEVER) {
      for (Map<String, UnaryOperator<String>> wraps : List.of(JSON_WRAPS, TEXT_WRAPS, ADDITIONS)) {
        wraps.forEach((name, wrap) -> check(seed, name, wrap.apply(seed.body()), wrong));
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Up to three in JSON, then one in text, and up to two additions. */
  @Test
  void severalWrapsLeaveItWhatItIsToo() {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < STACKS; i++) {
      SplittableRandom random = new SplittableRandom(i);
      Seed seed = SeedBodies.NEVER.get(random.nextInt(SeedBodies.NEVER.size()));
      List<String> names = new ArrayList<>();
      String body = seed.body();
      for (int wraps = random.nextInt(4); wraps > 0; wraps--) {
        body = wrapped(body, JSON_WRAPS, names, random);
      }
      body = wrapped(body, TEXT_WRAPS, names, random);
      for (int wraps = random.nextInt(3); wraps > 0; wraps--) {
        body = wrapped(body, ADDITIONS, names, random);
      }
      check(seed, names.toString(), body, wrong);
    }
    assertThat(wrong).isEmpty();
  }

  private static String wrapped(
      String body,
      Map<String, UnaryOperator<String>> wraps,
      List<String> names,
      RandomGenerator random) {
    String name = List.copyOf(wraps.keySet()).get(random.nextInt(wraps.size()));
    names.add(name);
    return wraps.get(name).apply(body);
  }

  /** Under the status that it comes with, and pasted without any. */
  private static void check(Seed seed, String wraps, String body, List<String> wrong) {
    for (int status : new int[] {seed.status(), 0}) {
      Verdict verdict = Classifier.classify(status, body);
      if (verdict.kind() != seed.kind() || verdict.retryable() != Retryable.NEVER) {
        wrong.add(
            "%s -> %s under %d by %s: %s"
                .formatted(seed.kind(), verdict.kind(), status, wraps, body));
      }
    }
  }

  private static String oneLine(String body) {
    return body.replace("\r", "").replace("\n", "");
  }

  /** As {@code print(dict)} does. */
  private static String python(String body) {
    String dict = body.replace("'", "").replace('"', '\'').replace("null", "None");
    return "google.genai.errors.ClientError: " + dict;
  }

  /** As a terminal program does that breaks lines between words. */
  private static String box(String body, int width) {
    StringBuilder text = new StringBuilder("\u256d" + "\u2500".repeat(width) + "\u256e\n\u2502 ");
    int column = 0;
    for (String word : body.split("[ \n]+", -1)) {
      if (column > 0 && column + word.length() > width) {
        text.append(" ".repeat(Math.max(0, width - column))).append("\u2502\n\u2502 ");
        column = 0;
      }
      text.append(word).append(' ');
      column += word.length() + 1;
    }
    return text.append("\u2502\n\u2570")
        .append("\u2500".repeat(width))
        .append("\u256f\n")
        .toString();
  }
}
