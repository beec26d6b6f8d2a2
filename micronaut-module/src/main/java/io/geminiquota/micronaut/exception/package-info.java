/** What an application can meet that it would not meet without Gemini Quota. */
@NullMarked
package io.geminiquota.micronaut.exception;

import org.jspecify.annotations.NullMarked;
