package io.geminiquota.adapters.okhttp;

import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * How a governed synchronous call ended: exactly one of the two is there.
 *
 * @param response what {@code execute} returns
 * @param thrown what {@code execute} throws
 */
public record Execution(@Nullable Response response, @Nullable Throwable thrown) {}
