/** The com.google.genai client of an application, with its calls governed. */
@NullMarked
package io.geminiquota.micronaut.client;

import org.jspecify.annotations.NullMarked;
