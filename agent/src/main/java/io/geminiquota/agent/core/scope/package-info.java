/** What stands behind {@code @GeminiQuota}: from the annotation to the scope that it sets. */
@NullMarked
package io.geminiquota.agent.core.scope;

import org.jspecify.annotations.NullMarked;
