package io.geminiquota.adapters.langchain4j;

import io.geminiquota.engine.Scope;
import io.geminiquota.engine.cache.Cacheable;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.usage.RequestSize;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param size what it will use of the quotas, as far as its body tells
 * @param scope the annotated methods that it is made in, null for none
 * @param cacheable what it has in common with identical calls, null if it shares no answers
 */
record AskedCall(
    GeminiCall call, RequestSize size, @Nullable Scope scope, @Nullable Cacheable cacheable) {}
