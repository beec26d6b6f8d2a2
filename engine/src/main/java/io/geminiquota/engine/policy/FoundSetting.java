package io.geminiquota.engine.policy;

/**
 * A setting that a framework found in its own configuration, with its placeholders resolved.
 *
 * @param property its name as a system property, e.g. {@code gemini.quota.max-wait}
 * @param value what holds
 * @param written the name as the user wrote it, e.g. {@code GEMINI_QUOTA_MAX_WAIT}
 * @param place where, e.g. {@code application.yml}
 */
public record FoundSetting(String property, String value, String written, String place) {}
