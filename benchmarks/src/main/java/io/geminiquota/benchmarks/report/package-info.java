/** Figures as text for a terminal. */
@NullMarked
package io.geminiquota.benchmarks.report;

import org.jspecify.annotations.NullMarked;
