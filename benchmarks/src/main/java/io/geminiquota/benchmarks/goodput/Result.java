package io.geminiquota.benchmarks.goodput;

/** What came of a start. */
record Result(Entry entry, Figures figures) {}
