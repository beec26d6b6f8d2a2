package io.geminiquota.testkit.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that has arrived as a whole.
 *
 * @param path decoded as far as the standard allows, without the query
 * @param query undecoded, empty if there is none
 * @param header gives the value of a header by its name, in any case
 */
public record HttpCall(
    String method,
    String path,
    String query,
    Function<String, @Nullable String> header,
    String body) {}
