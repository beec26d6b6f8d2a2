package io.geminiquota.agent.core.control;

import io.geminiquota.agent.core.Log;
import io.geminiquota.agent.core.weave.Interceptions;
import io.geminiquota.engine.Governor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Tells a person what the agent does, and switches it off and on. Thread-safe. */
public final class ControlDesk {

  private final Governor governor;
  private final Interceptions interceptions;
  private final Log log;

  /**
   * @param governor of the JVM
   * @param interceptions what was woven
   * @param log says when it is switched, and knows of faults
   */
  public ControlDesk(Governor governor, Interceptions interceptions, Log log) {
    this.governor = governor;
    this.interceptions = interceptions;
    this.log = log;
  }

  /**
   * Answers a request of the command line.
   *
   * @param request {@code status}, {@code status-json}, {@code enable} or {@code disable}
   */
  public String answer(String request) {
    return switch (request) {
      case "status" -> text();
      case "status-json" -> json();
      case "enable" -> switched(true);
      case "disable" -> switched(false);
      default ->
          "this agent knows no " + request + ": use the command line of the jar that it is from\n";
    };
  }

  /** The status for a person. */
  String text() {
    return StatusText.of(status());
  }

  /** The status for a program. */
  String json() {
    try {
      return StatusJson.of(status());
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
  }

  boolean isEnabled() {
    return governor.isEnabled();
  }

  /**
   * Governs calls from now on, or none. Says so if that is news.
   *
   * @param wanted whether to govern them
   * @param by who wants it, e.g. {@code JMX}
   */
  public synchronized void switchTo(boolean wanted, String by) {
    if (wanted == governor.isEnabled()) {
      return;
    }
    if (wanted) {
      governor.enable();
      log.line("switched on by " + by + ": Gemini calls are governed from now on");
    } else {
      log.line(
          "switched off by "
              + by
              + ": Gemini calls are as without us from now on; held ones go now");
      governor.disable();
    }
  }

  private String switched(boolean wanted) {
    boolean before = governor.isEnabled();
    switchTo(wanted, "the command line");
    String now = wanted ? "Gemini calls are governed" : "Gemini calls are as without us";
    return now + (before == wanted ? ", as before\n" : " from now on\n");
  }

  private Status status() {
    Map<String, String> settings = SettingsInForce.of(governor.settings());
    return new Status(
        governor.isEnabled(),
        interceptions.libraries(),
        interceptions.annotatedClasses(),
        governor.state(),
        settings,
        SettingsInForce.notByDefault(settings),
        log.faults());
  }
}
