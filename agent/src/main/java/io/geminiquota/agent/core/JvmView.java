package io.geminiquota.agent.core;

import io.geminiquota.engine.Governor;
import io.geminiquota.engine.observe.AlertCount;
import io.geminiquota.engine.observe.AlertTally;
import io.geminiquota.engine.observe.EngineState;
import io.geminiquota.engine.observe.EngineView;
import java.util.List;

/** What is to be seen of the one engine of the JVM, whichever application's calls it is about. */
final class JvmView implements EngineView {

  private final Governor governor;
  private final AlertTally alerts = new AlertTally();
  private final Log log;

  JvmView(Governor governor, Log log) {
    this.governor = governor;
    this.log = log;
    governor.tell(alerts);
  }

  @Override
  public EngineState state() {
    return governor.state();
  }

  @Override
  public List<AlertCount> alerts() {
    return alerts.counts();
  }

  @Override
  public long faults() {
    return log.faults().count();
  }
}
