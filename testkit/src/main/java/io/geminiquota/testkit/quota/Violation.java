package io.geminiquota.testkit.quota;

/** A quota that left no room for a request. */
public record Violation(Dimension dimension, long limit) {}
