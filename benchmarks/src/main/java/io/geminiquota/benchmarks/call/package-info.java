/** What the agent adds to a call that need not wait: what {@code benchmarks/call} runs. */
@NullMarked
package io.geminiquota.benchmarks.call;

import org.jspecify.annotations.NullMarked;
