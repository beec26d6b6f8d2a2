/** What an admission costs that a cluster shares, beside the round trip that it takes. */
@NullMarked
package io.geminiquota.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
