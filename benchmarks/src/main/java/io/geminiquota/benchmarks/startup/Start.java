package io.geminiquota.benchmarks.startup;

import java.time.Duration;

/**
 * One start of a program.
 *
 * @param wall from the command to the end of the process
 * @param peakKilobytes the largest resident set
 */
record Start(Duration wall, long peakKilobytes) {}
