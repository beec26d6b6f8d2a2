/** What settings name on this machine: credentials in its environment and files, directories. */
@NullMarked
package io.geminiquota.adapters.machine;

import org.jspecify.annotations.NullMarked;
