package io.geminiquota.benchmarks.jmh;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What each fork does for one figure.
 *
 * @param warmups iterations that do not count
 * @param measured iterations that do
 * @param length of each
 */
public record Iterations(int warmups, int measured, TimeValue length) {}
