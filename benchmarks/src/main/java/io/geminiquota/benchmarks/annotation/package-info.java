/** What an annotation of a bean's method costs: what {@code benchmarks/annotation} runs. */
@NullMarked
package io.geminiquota.benchmarks.annotation;

import org.jspecify.annotations.NullMarked;
