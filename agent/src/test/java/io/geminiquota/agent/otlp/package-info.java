@NullMarked
package io.geminiquota.agent.otlp;

import org.jspecify.annotations.NullMarked;
