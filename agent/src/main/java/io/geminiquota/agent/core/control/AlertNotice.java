package io.geminiquota.agent.core.control;

import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaUse;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.jspecify.annotations.Nullable;

/**
 * An alert as JMX tells it. The user data is a {@code CompositeData} of the JDK's own types, so
 * that a listener in another JVM needs no class of ours.
 */
final class AlertNotice {

  static final String REACHED = "io.geminiquota.alert.reached";
  static final String FORECAST = "io.geminiquota.alert.forecast";

  private static final Map<String, OpenType<?>> ITEMS = new LinkedHashMap<>();

  static {
    ITEMS.put("project", SimpleType.STRING);
    ITEMS.put("model", SimpleType.STRING);
    ITEMS.put("budget", SimpleType.STRING);
    ITEMS.put("unit", SimpleType.STRING);
    ITEMS.put("percent", SimpleType.INTEGER);
    ITEMS.put("quota", SimpleType.STRING);
    ITEMS.put("limit", SimpleType.LONG);
    ITEMS.put("used", SimpleType.LONG);
    ITEMS.put("remaining", SimpleType.LONG);
    ITEMS.put("exhausted", SimpleType.DATE);
    ITEMS.put("ends", SimpleType.DATE);
  }

  private AlertNotice() {}

  /** What is told. */
  static MBeanNotificationInfo[] infos() {
    return new MBeanNotificationInfo[] {
      new MBeanNotificationInfo(
          new String[] {REACHED, FORECAST},
          Notification.class.getName(),
          "The quota of a day comes to its end")
    };
  }

  static Notification of(QuotaAlert alert, ObjectName source, long number)
      throws OpenDataException {
    String type = alert.cause() == QuotaAlert.Cause.REACHED ? REACHED : FORECAST;
    Notification notice =
        new Notification(type, source, number, alert.at().toEpochMilli(), alert.text());
    notice.setUserData(new CompositeDataSupport(type(), values(alert)));
    return notice;
  }

  private static CompositeType type() throws OpenDataException {
    String[] names = ITEMS.keySet().toArray(String[]::new);
    return new CompositeType(
        "QuotaAlert",
        "A day's quota; what is not known is null",
        names,
        names,
        ITEMS.values().toArray(OpenType<?>[]::new));
  }

  private static Map<String, @Nullable Object> values(QuotaAlert alert) {
    QuotaUse use = alert.use();
    Quota quota = use.quota();
    GateName.OfModel of = alert.gate() instanceof GateName.OfModel model ? model : null;
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("project", of == null ? null : of.project());
    values.put("model", of == null ? null : of.model());
    values.put("budget", alert.gate() instanceof GateName.OfBudget budget ? budget.name() : null);
    values.put("unit", use.dimension().name().toLowerCase(Locale.ROOT));
    values.put("percent", alert.percent());
    values.put("quota", quota == null ? null : quota.id());
    values.put("limit", quota == null ? null : quota.limit());
    values.put("used", use.used());
    values.put("remaining", use.remaining());
    values.put("exhausted", date(use.exhausted()));
    values.put("ends", date(use.ends()));
    return values;
  }

  private static @Nullable Date date(@Nullable Instant moment) {
    return moment == null ? null : Date.from(moment);
  }
}
