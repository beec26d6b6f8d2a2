/** Changes the bytecode of the application's libraries where calls are met, and only there. */
@NullMarked
package io.geminiquota.agent.core.weave;

import org.jspecify.annotations.NullMarked;
