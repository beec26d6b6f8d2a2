/** What an answer from the cache costs. */
@NullMarked
package io.geminiquota.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
