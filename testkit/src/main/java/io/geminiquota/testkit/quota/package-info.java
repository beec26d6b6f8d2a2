/**
 * The enforcement: counts what was used in each window and decides whether a request fits. Pure
 * arithmetic on injected time; knows nothing of HTTP or JSON. Internal: not for users of the
 * testkit.
 */
@NullMarked
package io.geminiquota.testkit.quota;

import org.jspecify.annotations.NullMarked;
