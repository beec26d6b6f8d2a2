/** The configuration file: read at the start, and again when it changes. */
@NullMarked
package io.geminiquota.agent.core.config;

import org.jspecify.annotations.NullMarked;
