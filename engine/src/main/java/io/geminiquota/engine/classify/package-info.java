/**
 * From a failed response to a verdict: what happened, to which quota, and whether waiting can help.
 */
@NullMarked
package io.geminiquota.engine.classify;

import org.jspecify.annotations.NullMarked;
