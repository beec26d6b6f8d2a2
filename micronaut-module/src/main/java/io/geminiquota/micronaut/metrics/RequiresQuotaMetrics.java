package io.geminiquota.micronaut.metrics;

import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.configuration.metrics.annotation.RequiresMetrics;
import io.micronaut.configuration.metrics.micrometer.MeterRegistryFactory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.util.StringUtils;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A bean that is there where meters are, unless the binder of ours is switched off. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@RequiresGeminiQuota
@RequiresMetrics
@Requires(
    property = MeterRegistryFactory.MICRONAUT_METRICS_BINDERS + ".gemini-quota.enabled",
    notEquals = StringUtils.FALSE)
@interface RequiresQuotaMetrics {}
