package io.geminiquota.annotations;

import io.micronaut.aop.Around;
import io.micronaut.context.annotation.Executable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells Micronaut that {@link GeminiQuota} is advice of methods, and that the methods which have it
 * are to be looked at when the application starts. To everybody else it says nothing.
 *
 * <p>It stands between the two because most users of {@code @GeminiQuota} have no Micronaut: a
 * compiler that does not find an annotation's class keeps silent as long as nothing is said in it,
 * and does not look any further than one step.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
@Around
@Executable(processOnStartup = true)
public @interface MicronautAdvice {}
