/**
 * The loopback server: takes requests in and plays replies out without parking a thread for any of
 * them. Internal: not for users of the testkit.
 */
@NullMarked
package io.geminiquota.testkit.http;

import org.jspecify.annotations.NullMarked;
