/** Where answers are kept: in memory, and in a directory if the user names one. */
@NullMarked
package io.geminiquota.adapters.cache;

import org.jspecify.annotations.NullMarked;
