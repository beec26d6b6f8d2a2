/** What a developer writes on a method or class to give its Gemini calls a policy of their own. */
@NullMarked
package io.geminiquota.annotations;

import org.jspecify.annotations.NullMarked;
