/**
 * The command {@code explain}: finds errors of Gemini in a pasted text and says what they mean. A
 * text goes in, {@link io.geminiquota.agent.explain.ErrorPassages} cuts it, the engine's classifier
 * judges what was cut, a report comes out. Whatever the input, memory is bounded.
 *
 * <p>Nothing of the input is echoed but the names that the classifier read out of it.
 */
@NullMarked
package io.geminiquota.agent.explain;

import org.jspecify.annotations.NullMarked;
