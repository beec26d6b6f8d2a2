/** What the user configured, where each value came from, and what was wrong with it. */
@NullMarked
package io.geminiquota.engine.policy;

import org.jspecify.annotations.NullMarked;
