/** The simulator from a shell: options in, one line with its address out. */
@NullMarked
package io.geminiquota.testkit.cli;

import org.jspecify.annotations.NullMarked;
