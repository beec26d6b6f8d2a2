/** Whether and when a failed attempt is made again. */
@NullMarked
package io.geminiquota.engine.retry;

import org.jspecify.annotations.NullMarked;
