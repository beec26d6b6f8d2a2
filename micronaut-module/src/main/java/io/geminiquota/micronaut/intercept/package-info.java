/** What {@code @GeminiQuota} does to the methods of beans. */
@NullMarked
package io.geminiquota.micronaut.intercept;

import org.jspecify.annotations.NullMarked;
