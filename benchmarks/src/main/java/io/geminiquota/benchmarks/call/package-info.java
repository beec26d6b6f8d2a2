/**
 * What the agent adds to a call that need not wait, and what it holds: {@code benchmarks/call} and
 * {@code soak}.
 */
@NullMarked
package io.geminiquota.benchmarks.call;

import org.jspecify.annotations.NullMarked;
