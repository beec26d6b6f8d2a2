package io.geminiquota.agent.core.control;

import io.geminiquota.agent.core.weave.Interceptions.Interception;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.observe.Closure;
import io.geminiquota.engine.observe.GateState;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaUse;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A status for a person. */
final class StatusText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ROOT);

  private final StringBuilder text = new StringBuilder();

  private StatusText() {}

  static String of(Status status) {
    StatusText text = new StatusText();
    text.line(
        status.enabled()
            ? "Gemini calls are governed."
            : "Gemini calls are not governed: the agent is switched off.");
    text.intercepted(status);
    text.gates(status.engine().gates());
    text.circuits(status.engine().circuits());
    text.settings(status);
    text.faults(status);
    return text.text.toString();
  }

  private void intercepted(Status status) {
    head("Intercepted");
    if (status.libraries().isEmpty() && status.annotatedClasses() == 0) {
      line("  nothing yet: no OkHttp, and no class with @GeminiQuota, was loaded so far");
    }
    for (Interception library : status.libraries()) {
      line(
          "  "
              + library.library()
              + (library.refused() == null ? "" : ", NOT WOVEN: it " + library.refused())
              + (library.times() == 1 ? "" : ", " + library.times() + " times"));
      line("    " + library.location() + ", class loader " + library.loader());
    }
    if (status.annotatedClasses() > 0) {
      line("  classes with @GeminiQuota: " + status.annotatedClasses());
    }
  }

  private void gates(List<GateState> gates) {
    head("Quotas");
    if (gates.isEmpty()) {
      line("  no Gemini call yet");
    }
    for (GateState gate : gates) {
      line(
          "  "
              + gate.name().id()
              + ": "
              + gate.waiting()
              + " waiting, "
              + gate.underWay()
              + " under way"
              + (gate.concurrency() == null ? "" : " of " + gate.concurrency()));
      if (!gate.aliases().isEmpty()) {
        line("    also called " + String.join(", ", gate.aliases()));
      }
      gate.uses().forEach(this::use);
      closed(gate.closed());
    }
  }

  private void use(QuotaUse use) {
    String what =
        use.dimension().name().toLowerCase(Locale.ROOT)
            + (use.window() == Window.DAY ? " per day" : " per minute");
    if (use.quota() == null) {
      line("    " + what + ": " + use.used() + " used, no limit known");
      return;
    }
    line(
        "    "
            + what
            + ": "
            + use.used()
            + " of "
            + use.quota().limit()
            + " used ("
            + use.quota().origin().name().toLowerCase(Locale.ROOT)
            + ")"
            + (use.share() == null ? "" : ", asked for " + use.share())
            + (use.exhausted() == null ? "" : ", used up at " + at(use.exhausted())));
  }

  private void closed(@Nullable Closure closed) {
    if (closed == null) {
      return;
    }
    String reason = closed.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    line(
        "    closed ("
            + reason
            + ")"
            + (closed.opens() == null ? "" : " until " + at(closed.opens()))
            + (closed.advice() == null ? "" : ": " + closed.advice()));
  }

  private void circuits(List<OpenCircuit> circuits) {
    head("Open circuits");
    if (circuits.isEmpty()) {
      line("  none");
    }
    for (OpenCircuit circuit : circuits) {
      line("  " + circuit.verdict().kind() + " since " + at(circuit.since()) + ": " + circuit.id());
      line("    next probe from " + at(circuit.nextProbe()) + " on. " + circuit.advice());
    }
  }

  private void settings(Status status) {
    head("Settings");
    for (String name : status.notByDefault()) {
      line("  " + name + " = " + status.settings().get(name));
    }
    line(status.notByDefault().isEmpty() ? "  all as by default" : "  all others as by default");
  }

  private void faults(Status status) {
    head("Faults of ours");
    line(
        "  "
            + (status.faults().count() == 0
                ? "none"
                : status.faults().count() + ", the last one:"));
    if (status.faults().last() != null) {
      line("  " + status.faults().last());
    }
  }

  private void head(String title) {
    text.append('\n');
    line(title);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String at(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }
}
