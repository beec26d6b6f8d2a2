package io.geminiquota.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The policy for the Gemini calls that are made inside a method, or inside every method of a class;
 * a method's own annotation wins over its class's.
 *
 * <p>What is not set here comes from the settings {@code gemini.quota.*}.
 *
 * <p>Nothing honours it yet: neither the agent nor a framework module reads it in this version.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface GeminiQuota {

  /** Stands for "not set here". */
  int UNSET = -1;

  /**
   * The method's own share of the project's quota, in requests per minute; at least 1. It is kept
   * inside the project's quota, never on top of it.
   */
  int rpm() default UNSET;

  /** How often a failed call is sent again when that can help; 0 or more. */
  int retries() default UNSET;

  /**
   * How long a call may wait for quota in all, e.g. {@code 30s} or {@code 10m}. A call that would
   * have to wait longer fails at once and says how long it would have been.
   */
  String maxWait() default "";

  /** Who goes first when several calls wait for the same quota. */
  Priority priority() default Priority.NORMAL;
}
