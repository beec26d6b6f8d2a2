/** What a request will use of the quotas, estimated before it is sent, and what it did use. */
@NullMarked
package io.geminiquota.engine.usage;

import org.jspecify.annotations.NullMarked;
