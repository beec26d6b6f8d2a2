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
 * <p>The limits are a budget of the method's own, or of the class's: a part of the project's quota,
 * never more than it. A call inside two annotated methods, one called by the other, keeps the
 * budgets of both, and has the retries, the wait and the priority of the inner one.
 *
 * <p>A call belongs to the thread that makes it. An asynchronous call does, too, and so does what
 * runs when its answer comes; work that the method hands to other threads by itself does not.
 *
 * <p>Every number can be written as text as well, and then in Micronaut with placeholders: {@code
 * rpmString = "${summaries.rpm:60}"}. The text goes before the number.
 *
 * <p>What is not set here comes from the settings {@code gemini.quota.*}. With the agent a wrong
 * value is told in one line and is as if it were not set; a Micronaut application does not start.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@MicronautAdvice
public @interface GeminiQuota {

  /** Stands for "not set here". */
  int UNSET = -1;

  /** Requests per minute; at least 1. */
  int rpm() default UNSET;

  /** {@link #rpm} as text. */
  String rpmString() default "";

  /** Tokens of the prompts per minute; at least 1. */
  int tpm() default UNSET;

  /** {@link #tpm} as text. */
  String tpmString() default "";

  /** Images that are asked for, per minute; at least 1. */
  int ipm() default UNSET;

  /** {@link #ipm} as text. */
  String ipmString() default "";

  /** Requests per quota day, which ends at midnight Pacific time; at least 1. */
  int rpd() default UNSET;

  /** {@link #rpd} as text. */
  String rpdString() default "";

  /** Tokens of the prompts per quota day; at least 1. */
  int tpd() default UNSET;

  /** {@link #tpd} as text. */
  String tpdString() default "";

  /** Images that are asked for, per quota day; at least 1. */
  int ipd() default UNSET;

  /** {@link #ipd} as text. */
  String ipdString() default "";

  /** Requests that are under way at the same time; at least 1. */
  int concurrency() default UNSET;

  /** {@link #concurrency} as text. */
  String concurrencyString() default "";

  /** How often a failed call is sent again when that can help; 0 to 100. */
  int retries() default UNSET;

  /** {@link #retries} as text. */
  String retriesString() default "";

  /**
   * How long a call may wait for quota in all, e.g. {@code 30s} or {@code 10m}, at most {@code 7d}.
   * A call that would have to wait longer fails at once and says how long it would have been.
   */
  String maxWait() default "";

  /** Who goes first when several calls wait for the same quota. */
  Priority priority() default Priority.NORMAL;

  /**
   * Says that the method itself is one call of this model, through a client whose calls are not met
   * where they are sent: LangChain4j, an HTTP client of your own. The method is then held, judged
   * by what it throws, and run again where that can help. In Micronaut without the agent only.
   */
  String model() default "";

  /** Names the budget: methods of one name share it. Else each method, or class, has its own. */
  String name() default "";

  /**
   * The models that are asked instead, the best first, when the call's own model is used up for the
   * day, overloaded, or would have to be waited for longer than {@link #fallbackAfter}; e.g. {@code
   * {"gemini-3-flash", "gemini-2.5-flash"}}. Up to ten, each once. Empty for what the settings say
   * of the call's model; {@code "none"} for no other model, whatever they say.
   *
   * <p>A request that is wrong is never sent to another model. Which model has answered is told by
   * the answer itself ({@code modelVersion}) and by the span.
   */
  String[] fallback() default {};

  /**
   * How long a call waits for its own model before another one is asked, e.g. {@code 5s} or {@code
   * 2m}; {@code 0s} for not at all, at most {@code 7d}. Part of {@link #maxWait}, and no longer.
   */
  String fallbackAfter() default "";

  /**
   * How long answers are kept for identical calls, e.g. {@code 10m} or {@code 24h}, at most {@code
   * 30d}; {@code 0s} keeps none, whatever the settings say. An answer is given only to a request
   * that is the same to the last byte, at the same model.
   */
  String cache() default "";
}
