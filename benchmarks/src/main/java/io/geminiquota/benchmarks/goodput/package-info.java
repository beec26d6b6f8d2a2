/**
 * The agent beside the other ways to live with a quota, each as a real application on the real SDK
 * in JVMs of its own: what {@code benchmarks/goodput} runs.
 */
@NullMarked
package io.geminiquota.benchmarks.goodput;

import org.jspecify.annotations.NullMarked;
