/** What an admission costs, beside the peers: what {@code benchmarks/permit} runs. */
@NullMarked
package io.geminiquota.benchmarks.permit;

import org.jspecify.annotations.NullMarked;
