/** How long it takes to judge an error: what {@code benchmarks/classify} runs. */
@NullMarked
package io.geminiquota.benchmarks.classify;

import org.jspecify.annotations.NullMarked;
