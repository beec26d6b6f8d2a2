/** The management endpoint {@code /gemini-quota}, where the application has Micronaut's. */
@NullMarked
package io.geminiquota.micronaut.endpoint;

import org.jspecify.annotations.NullMarked;
