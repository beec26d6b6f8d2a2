/** What all benchmarks have in common that JMH runs: their options, their runs, their figures. */
@NullMarked
package io.geminiquota.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
