/** Meters of calls and quotas, where the application has Micrometer. */
@NullMarked
package io.geminiquota.micronaut.metrics;

import org.jspecify.annotations.NullMarked;
