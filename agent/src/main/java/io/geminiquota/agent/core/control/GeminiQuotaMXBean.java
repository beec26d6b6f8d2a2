package io.geminiquota.agent.core.control;

/** The agent in JMX: {@code io.geminiquota:type=GeminiQuota}. */
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
