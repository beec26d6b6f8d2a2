/** What keeps our own faults from the application, for all who carry its calls. */
@NullMarked
package io.geminiquota.adapters;

import org.jspecify.annotations.NullMarked;
