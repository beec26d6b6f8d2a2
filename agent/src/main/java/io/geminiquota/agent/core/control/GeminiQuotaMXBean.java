package io.geminiquota.agent.core.control;

/**
 * The agent in JMX: {@code io.geminiquota:type=GeminiQuota}. It notifies of alerts: {@code
 * io.geminiquota.alert.reached} when 70, 80, 90 and 100 % of a day's quota are used, and {@code
 * io.geminiquota.alert.forecast} when it will end before its day. The message is for a person, the
 * user data a {@code CompositeData}.
 */
public interface GeminiQuotaMXBean {

  /** Whether Gemini calls are governed. */
  boolean isEnabled();

  /**
   * Governs calls from now on, or none: then those that are held are let go at once.
   *
   * @param enabled whether to govern them
   */
  void setEnabled(boolean enabled);

  /** What {@code java -jar gemini-quota-agent.jar status} shows. */
  String getStatus();

  /** The same as a JSON object. */
  String getStatusJson();
}
