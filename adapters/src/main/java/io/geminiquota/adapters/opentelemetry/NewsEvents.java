package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.LimitChange;
import io.geminiquota.engine.observe.OpenCircuit;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.QuotaUse;
import io.geminiquota.engine.observe.SameProject;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;

/** Notes on the span of a call what the call has caused. */
record NewsEvents(Span span) implements QuotaObserver {

  @Override
  public void limitChanged(LimitChange change) {
    AttributesBuilder event = Attributes.builder();
    Quota before = change.before();
    Quota after = change.after();
    if (after != null) {
      putWhatIsCounted(event, after.dimension(), after.window());
      DecidingQuota.of(after).put(event::put);
    } else if (before != null) {
      putWhatIsCounted(event, before.dimension(), before.window());
    }
    if (before != null) {
      event.put(Keys.PREVIOUS_LIMIT, before.limit());
    }
    span.addEvent(Keys.LIMIT_EVENT, event.build(), change.at());
  }

  @Override
  public void circuitOpened(OpenCircuit circuit) {
    span.addEvent(Keys.CIRCUIT_OPENED_EVENT, about(circuit));
  }

  @Override
  public void circuitClosed(OpenCircuit circuit) {
    span.addEvent(Keys.CIRCUIT_CLOSED_EVENT, about(circuit));
  }

  @Override
  public void sameProject(SameProject same) {
    List<String> names = new ArrayList<>(same.others());
    names.add(0, same.project());
    AttributesBuilder event =
        Attributes.builder()
            .put(Keys.SAME_PROJECTS, names)
            .put(Keys.SAME_PROJECT_GROUND, Keys.word(same.ground()))
            .put(Keys.ADVICE, same.text());
    if (same.consumer() != null) {
      event.put(Keys.PROJECT_ID, same.consumer());
    }
    span.addEvent(Keys.SAME_PROJECT_EVENT, event.build(), same.at());
  }

  @Override
  public void alert(QuotaAlert alert) {
    QuotaUse use = alert.use();
    AttributesBuilder event =
        Attributes.builder()
            .put(Keys.ALERT_CAUSE, Keys.word(alert.cause()))
            .put(Keys.ALERT_PERCENT, (long) alert.percent())
            .put(Keys.ALERT_TEXT, alert.text())
            .put(Keys.USED, use.used());
    putWhatIsCounted(event, use.dimension(), use.window());
    if (use.quota() != null) {
      DecidingQuota.of(use.quota()).put(event::put);
    }
    span.addEvent(Keys.ALERT_EVENT, event.build(), alert.at());
  }

  private static Attributes about(OpenCircuit circuit) {
    return Attributes.builder()
        .put(Keys.CIRCUIT_ID, circuit.id())
        .put(Keys.CIRCUIT_SUBJECT, Keys.word(circuit.subject()))
        .put(Keys.VERDICT, circuit.verdict().kind().name())
        .build();
  }

  private static void putWhatIsCounted(
      AttributesBuilder event, Dimension dimension, Window window) {
    event.put(Keys.DIMENSION, Keys.word(dimension)).put(Keys.WINDOW, Keys.word(window));
  }
}
