/** What an agent costs a JVM that never calls Gemini: what {@code benchmarks/startup} runs. */
@NullMarked
package io.geminiquota.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
