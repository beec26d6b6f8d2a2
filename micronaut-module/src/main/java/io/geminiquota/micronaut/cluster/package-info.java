/** The quotas that the application shares with others; only where it has Lettuce. */
@NullMarked
package io.geminiquota.micronaut.cluster;

import org.jspecify.annotations.NullMarked;
