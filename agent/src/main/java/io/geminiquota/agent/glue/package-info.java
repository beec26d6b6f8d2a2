/**
 * What woven code calls. Loaded once for each woven class, by the glue's class loader, so that the
 * types of the application's libraries are the application's own.
 */
@NullMarked
package io.geminiquota.agent.glue;

import org.jspecify.annotations.NullMarked;
