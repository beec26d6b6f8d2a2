package io.geminiquota.adapters.langchain4j;

import dev.langchain4j.http.client.HttpRequest;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.cache.Cacheable;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Latitude;
import io.geminiquota.engine.usage.RequestSize;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param request as the application made it
 * @param size what it will use of the quotas, as far as its body tells
 * @param latitude how far it can be sent another way
 * @param scope the annotated methods that it is made in, null for none
 * @param cacheable what it has in common with identical calls, null if it shares no answers
 */
record AskedCall(
    HttpRequest request,
    GeminiCall call,
    RequestSize size,
    Latitude latitude,
    @Nullable Scope scope,
    @Nullable Cacheable cacheable) {}
