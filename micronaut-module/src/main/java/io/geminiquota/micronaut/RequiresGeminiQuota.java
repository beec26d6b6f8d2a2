package io.geminiquota.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.util.StringUtils;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean that is there unless Gemini Quota is switched off, by {@code gemini.quota.enabled=false},
 * or the agent governs the calls of this JVM already: then nothing is to be done twice.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Requires(
    property = "gemini.quota.enabled",
    notEquals = StringUtils.FALSE,
    defaultValue = StringUtils.TRUE)
@Requires(missingProperty = RequiresGeminiQuota.AGENT)
public @interface RequiresGeminiQuota {

  /** The system property by which the agent says that it governs the calls of this JVM. */
  String AGENT = "io.geminiquota.agent";
}
