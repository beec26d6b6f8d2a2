package io.geminiquota.testkit;

import io.geminiquota.testkit.http.HttpCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request proves its identity with: an API key or a token, wherever clients may put it. */
record Credential(String secret) {

  private static final String BEARER = "Bearer ";

  static Optional<Credential> of(HttpCall call) {
    return nonEmpty(call.header().apply("x-goog-api-key"))
        .or(() -> keyInQuery(call.query()))
        .or(() -> bearer(call.header().apply("Authorization")))
        .map(Credential::new);
  }

  /** Keys and tokens that begin with "invalid" are. */
  boolean isValid() {
    return !secret.startsWith("invalid");
  }

  private static Optional<String> keyInQuery(String query) {
    return Arrays.stream(query.split("&"))
        .filter(parameter -> parameter.startsWith("key="))
        .map(parameter -> URLDecoder.decode(parameter.substring(4), StandardCharsets.UTF_8))
        .filter(key -> !key.isEmpty())
        .findFirst();
  }

  private static Optional<String> bearer(@Nullable String authorization) {
    return nonEmpty(authorization)
        .filter(value -> value.startsWith(BEARER))
        .flatMap(value -> nonEmpty(value.substring(BEARER.length()).trim()));
  }

  private static Optional<String> nonEmpty(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }

  @Override
  public String toString() {
    return "a credential";
  }
}
