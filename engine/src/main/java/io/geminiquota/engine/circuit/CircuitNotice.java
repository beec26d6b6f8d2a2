package io.geminiquota.engine.circuit;

import io.geminiquota.engine.classify.Classifier;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.retry.Treatment;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open circuit, in a form in which one JVM can tell it to another: what the server answered, for
 * each to judge by itself. Holds no credential: those are hashed in a key, and masked in a body.
 *
 * @param key what is spared
 * @param route of the call that failed
 * @param httpStatus 400 or more
 * @param body of the answer
 */
record CircuitNotice(CircuitKey key, Route route, int httpStatus, String body) {

  /** The first line: another version may write otherwise. */
  private static final String FORM = "circuit 1";

  private static final String NONE = "-";
  private static final int LINES = 8;

  static CircuitNotice of(CircuitKey key, Route route, Verdict verdict, String body) {
    return new CircuitNotice(key, route, verdict.httpStatus(), Classifier.withoutSecrets(body));
  }

  /** What the notice is about: the same in every JVM. */
  static String subject(CircuitKey key) {
    return "circuit/" + key.id();
  }

  String text() {
    Operation operation = key.operation();
    return String.join(
        "\n",
        FORM,
        key.treatment().name(),
        key.baseUrl(),
        key.name(),
        operation == null ? NONE : operation.name(),
        route.project() + "\t" + route.model(),
        Integer.toString(httpStatus),
        body);
  }

  /** What a text tells, null if it is none that this version understands. */
  static @Nullable CircuitNotice read(String text) {
    List<String> lines = List.of(text.split("\n", LINES));
    if (lines.size() < LINES || !lines.get(0).equals(FORM)) {
      return null;
    }
    try {
      String operation = lines.get(4);
      CircuitKey key =
          new CircuitKey(
              Treatment.valueOf(lines.get(1)),
              lines.get(2),
              lines.get(3),
              operation.equals(NONE) ? null : Operation.valueOf(operation));
      String[] names = lines.get(5).split("\t", 2);
      Route route = new Route(names[0], names.length > 1 ? names[1] : "", key.baseUrl());
      return new CircuitNotice(key, route, Integer.parseInt(lines.get(6)), lines.get(7));
    } catch (IllegalArgumentException unknown) {
      return null;
    }
  }

  /** What was wrong. */
  Verdict verdict() {
    return Classifier.classify(httpStatus, null, body);
  }
}
