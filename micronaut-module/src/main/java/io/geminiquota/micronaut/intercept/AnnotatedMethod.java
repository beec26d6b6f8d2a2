package io.geminiquota.micronaut.intercept;

import io.geminiquota.engine.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @GeminiQuota} says of a method.
 *
 * @param scope for the calls that are made inside
 * @param model which model the method itself is one call of, null for none
 * @param kotlins whether it is one of Kotlin's coroutines, and for {@link KotlinMethod}
 */
record AnnotatedMethod(Scope scope, @Nullable String model, boolean kotlins) {}
