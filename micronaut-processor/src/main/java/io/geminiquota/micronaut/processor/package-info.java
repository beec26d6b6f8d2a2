/** What runs while an application is compiled, and is no part of it. */
@NullMarked
package io.geminiquota.micronaut.processor;

import org.jspecify.annotations.NullMarked;
