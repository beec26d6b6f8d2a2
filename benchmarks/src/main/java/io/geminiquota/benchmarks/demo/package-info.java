/** The same program under the same quota, without and with the agent: what {@code ./demo} runs. */
@NullMarked
package io.geminiquota.benchmarks.demo;

import org.jspecify.annotations.NullMarked;
