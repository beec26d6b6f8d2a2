package io.geminiquota.benchmarks.ways;

/**
 * What has to be kept.
 *
 * @param promise in words
 * @param measured what came of it
 */
record Bar(String promise, String measured, boolean isKept) {}
