/** Gemini Quota in a Micronaut application: what is configured, and what decides about calls. */
@NullMarked
package io.geminiquota.micronaut;

import org.jspecify.annotations.NullMarked;
