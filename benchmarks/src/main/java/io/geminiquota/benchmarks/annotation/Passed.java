package io.geminiquota.benchmarks.annotation;

import io.micronaut.aop.Around;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Advice that does nothing. */
@Around
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Passed {}
