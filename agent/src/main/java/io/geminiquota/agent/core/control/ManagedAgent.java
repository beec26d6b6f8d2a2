package io.geminiquota.agent.core.control;

import io.geminiquota.engine.observe.QuotaAlert;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.openmbean.OpenDataException;

/** The agent as JMX sees it. */
final class ManagedAgent extends NotificationBroadcasterSupport implements GeminiQuotaMXBean {

  private final ControlDesk desk;
  private final ObjectName name;
  private final AtomicLong notices = new AtomicLong();

  /**
   * @param desk does what is asked for
   * @param name of the bean
   * @param executor tells the listeners, which may be slow
   */
  ManagedAgent(ControlDesk desk, ObjectName name, Executor executor) {
    super(executor, AlertNotice.infos());
    this.desk = desk;
    this.name = name;
  }

  void tell(QuotaAlert alert) throws OpenDataException {
    sendNotification(AlertNotice.of(alert, name, notices.incrementAndGet()));
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
