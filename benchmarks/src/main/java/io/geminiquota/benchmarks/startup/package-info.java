/** What an agent or the Micronaut module adds to a start: what {@code benchmarks/startup} runs. */
@NullMarked
package io.geminiquota.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
