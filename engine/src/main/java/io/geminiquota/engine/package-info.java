/**
 * Everything that decides. A call goes into the {@code Governor}, decisions come out; the engine
 * itself never sleeps, sends, logs to the application or reads the clock.
 */
@NullMarked
package io.geminiquota.engine;

import org.jspecify.annotations.NullMarked;
