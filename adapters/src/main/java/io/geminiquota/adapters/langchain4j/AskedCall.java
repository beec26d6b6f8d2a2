package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.HttpRequest;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.cache.Cacheable;
import io.geminiquota.engine.route.GeminiCall;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param request as the application made it
 * @param head the same, as the engine reads it
 * @param scope the annotated methods that it is made in, null for none
 * @param cacheable what it has in common with identical calls, null if it shares no answers
 */
record AskedCall(
    HttpRequest request,
    HttpRequestHead head,
    GeminiCall call,
    @Nullable Scope scope,
    @Nullable Cacheable cacheable) {}
