package io.geminiquota.micronaut;

import io.geminiquota.annotations.GeminiQuota;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** An annotation of an application's own that brings a policy along. */
@Retention(RetentionPolicy.RUNTIME)
@GeminiQuota(rpm = 1, maxWait = "0s", name = "thrifty")
@interface Thrifty {}
