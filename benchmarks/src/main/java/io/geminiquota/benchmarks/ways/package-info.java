/** Other ways under load: what becomes of the calls when a quota is used up. */
@NullMarked
package io.geminiquota.benchmarks.ways;

import org.jspecify.annotations.NullMarked;
