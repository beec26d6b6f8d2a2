package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * How a governed call, or one attempt of it, ended: exactly one of the two is there.
 *
 * @param response what {@code execute} returns
 * @param thrown what {@code execute} throws
 */
public record Execution(@Nullable SuccessfulHttpResponse response, @Nullable Throwable thrown) {}
