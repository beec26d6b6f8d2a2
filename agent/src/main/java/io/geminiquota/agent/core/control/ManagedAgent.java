package io.geminiquota.agent.core.control;

/** The agent as JMX sees it. */
final class ManagedAgent implements GeminiQuotaMXBean {

  private final ControlDesk desk;

  ManagedAgent(ControlDesk desk) {
    this.desk = desk;
  }

  @Override
  public boolean isEnabled() {
    return desk.isEnabled();
  }

  @Override
  public void setEnabled(boolean enabled) {
    desk.switchTo(enabled, "JMX");
  }

  @Override
  public String getStatus() {
    return desk.text();
  }

  @Override
  public String getStatusJson() {
    return desk.json();
  }
}
