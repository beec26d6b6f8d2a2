package io.geminiquota.adapters.log;

import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.route.Route;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The line of a call that goes elsewhere than its application asked. */
record RerouteLine(Rerouting rerouting) {

  /** What is one topic: from the same place to the same place, for the same reason. */
  Object topic() {
    return "call-rerouted\n" + rerouting.reason() + '\n' + rerouting.asked() + rerouting.taken();
  }

  /**
   * The line.
   *
   * @param more how many more there were like this one since the last line on the topic
   */
  String with(long more) {
    Route asked = rerouting.asked();
    Route taken = rerouting.taken();
    return new LogLine("call-rerouted")
        .with("reason", rerouting.reason().name().toLowerCase(Locale.ROOT))
        .with("project", asked.project())
        .with("model", asked.model())
        .with("to-project", other(taken.project(), asked.project()))
        .with("to-model", other(taken.model(), asked.model()))
        .with("to-server", other(taken.baseUrl(), asked.baseUrl()))
        .with("left-out", rerouting.leftOut().isEmpty() ? null : leftOut())
        .with("more", more == 0 ? null : more)
        .with("text", text())
        .toString();
  }

  private String text() {
    Route taken = rerouting.taken();
    boolean sameServer = taken.baseUrl().equals(rerouting.asked().baseUrl());
    String sentence =
        why(of(rerouting.asked()))
            + ": the call goes to "
            + of(taken)
            + (sameServer ? "" : ", at " + taken.baseUrl())
            + ", instead.";
    return rerouting.leftOut().isEmpty()
        ? sentence
        : sentence + " That model does not take " + leftOut() + ", which is not sent.";
  }

  private String why(String asked) {
    return switch (rerouting.reason()) {
      case SHARED -> "It is the turn of another place than " + asked;
      case QUOTA -> "The quota of " + asked + ", has no room in time";
      case DAY -> "The day's quota of " + asked + ", is used up";
      case CAPACITY -> "Google has no capacity for " + asked;
      case CIRCUIT -> "Calls to " + asked + ", are known to fail";
    };
  }

  private static String of(Route route) {
    return "model " + route.model() + ", project " + route.project();
  }

  private String leftOut() {
    return String.join(", ", rerouting.leftOut());
  }

  private static @Nullable String other(String taken, String asked) {
    return taken.equals(asked) ? null : taken;
  }
}
