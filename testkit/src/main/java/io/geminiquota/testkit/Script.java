package io.geminiquota.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which models answer by script, and what comes next. Not thread-safe. */
final class Script {

  private record Part(Deque<Answer> answers, Optional<Answer> forEver) {}

  private final Map<String, Part> parts = new HashMap<>();

  void always(String model, Answer answer) {
    parts.put(model, new Part(new ArrayDeque<>(), Optional.of(answer)));
  }

  void inOrder(String model, List<Answer> answers) {
    parts.put(model, new Part(new ArrayDeque<>(answers), Optional.empty()));
  }

  /** The next answer of a model, or empty if its quotas decide. */
  Optional<Answer> next(String model) {
    return Optional.ofNullable(parts.get(model))
        .flatMap(part -> part.forEver().or(() -> Optional.ofNullable(part.answers().pollFirst())))
        .filter(answer -> !answer.isByQuota());
  }
}
