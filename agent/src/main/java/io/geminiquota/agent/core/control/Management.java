package io.geminiquota.agent.core.control;

import io.geminiquota.agent.core.Detached;
import io.geminiquota.agent.core.DetachedDesk;
import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Brings the agent into JMX, on a thread of its own: the first use of JMX in a JVM takes some tens
 * of milliseconds, which no call is to wait for, and must not come before the application's main
 * method, because application servers bring an MBean server of their own.
 */
public final class Management implements QuotaObserver {

  private static final String NAME = "io.geminiquota:type=GeminiQuota";

  private final ControlDesk desk;
  private final Log log;
  private final Executor notices = new DetachedDesk("gemini-quota-notices");
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile @Nullable ManagedAgent registered;

  /**
   * @param desk does what is asked for
   * @param log is told if there is no JMX for us
   */
  public Management(ControlDesk desk, Log log) {
    this.desk = desk;
    this.log = log;
  }

  /** Registers the agent soon. Harmless when it is, or will be. */
  public void register() {
    if (begun.compareAndSet(false, true)) {
      Detached.run(
          () -> {
            Thread thread =
                new Thread(null, this::registerNow, "gemini-quota-management", 0, false);
            thread.setDaemon(true);
            // Where the application's main class is, too: it may bring an MBean server.
            thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
            thread.start();
          });
    }
  }

  /** Nobody can have listened before the agent was registered, so nothing is told until then. */
  @Override
  public void alert(QuotaAlert alert) {
    ManagedAgent bean = registered;
    if (bean != null) {
      try {
        bean.tell(alert);
      } catch (Exception | LinkageError fault) {
        log.fault("an alert was not told in JMX", fault);
      }
    }
  }

  private void registerNow() {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      ObjectName name = new ObjectName(NAME);
      ManagedAgent bean = new ManagedAgent(desk, name, notices);
      server.registerMBean(bean, name);
      registered = bean;
    } catch (Exception | LinkageError fault) {
      log.fault("the agent is not in JMX, calls are governed all the same", fault);
    }
  }
}
