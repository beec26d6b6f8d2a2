/** What is said to a person, and how often. */
@NullMarked
package io.geminiquota.adapters.log;

import org.jspecify.annotations.NullMarked;
