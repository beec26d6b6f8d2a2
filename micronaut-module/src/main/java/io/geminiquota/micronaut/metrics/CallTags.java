package io.geminiquota.micronaut.metrics;

import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which calls a meter is about: project, model and operation. An application whose users bring keys
 * or models of their own has any number of these: those beyond the first hundred are one, {@code
 * other}.
 */
final class CallTags {

  static final int MOST = 100;

  /** Of what has no project, no model or no operation. */
  static final String NONE = "none";

  static final Tags OTHER = tags("other", "other", "other");

  private final Map<Key, Tags> known = new ConcurrentHashMap<>();
  private final Runnable met;

  private record Key(String project, String model, Operation operation) {}

  /**
   * @param met run when calls were met that were not met before
   */
  CallTags(Runnable met) {
    this.met = met;
  }

  Tags of(GeminiCall call) {
    return of(call.route(), call.operation());
  }

  /** Of an attempt that goes there. */
  Tags of(Route route, Operation operation) {
    Key key = new Key(route.project(), route.model(), operation);
    Tags tags = known.get(key);
    if (tags != null) {
      return tags;
    }
    if (known.size() >= MOST) {
      return OTHER;
    }
    Tags added = tags(key.project, key.model, name(key.operation));
    known.put(key, added);
    met.run();
    return added;
  }

  /** Of a gate, with the budget that it may be of. */
  static Tags of(GateName gate) {
    if (gate instanceof GateName.OfModel of) {
      return tags(of.project(), of.model(), name(of.operation())).and("budget", NONE);
    }
    String budget = gate instanceof GateName.OfBudget of ? of.name() : gate.id();
    return tags(NONE, NONE, NONE).and("budget", budget);
  }

  /** Of a call that was to go where these tell, beside those of where it goes. */
  static Tags asked(Tags tags) {
    Tags asked = Tags.empty();
    for (Tag tag : tags) {
      if (!tag.getKey().equals("operation")) {
        asked = asked.and("asked." + tag.getKey(), tag.getValue());
      }
    }
    return asked;
  }

  private static Tags tags(String project, String model, String operation) {
    return Tags.of(
        "project", present(project), "model", present(model), "operation", present(operation));
  }

  private static String name(Operation operation) {
    return operation.name().toLowerCase(Locale.ROOT);
  }

  private static String present(String value) {
    return value.isEmpty() ? NONE : value;
  }
}
