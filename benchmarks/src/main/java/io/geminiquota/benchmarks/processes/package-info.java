/** JVMs of their own, run and waited for. */
@NullMarked
package io.geminiquota.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
