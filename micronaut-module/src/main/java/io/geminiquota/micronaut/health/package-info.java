/** The health of an application whose quotas are used up, where it has Micronaut's management. */
@NullMarked
package io.geminiquota.micronaut.health;

import org.jspecify.annotations.NullMarked;
