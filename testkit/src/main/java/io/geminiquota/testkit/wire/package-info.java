/**
 * The bodies: reads what a request asks for and writes answers and errors in the words of Gemini's
 * several APIs. Knows nothing of HTTP servers. Internal: not for users of the testkit.
 */
@NullMarked
package io.geminiquota.testkit.wire;

import org.jspecify.annotations.NullMarked;
