package io.geminiquota.engine.cache;

import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.RequestHead;
import io.geminiquota.engine.route.Service;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an answer depends on: whose it is, which server is asked for what, and the words of
 * the request.
 */
final class Identity {

  /** Whoever changes what a key is made of changes this: no answer is ever found under another. */
  private static final String FORMAT = "gemini-quota/1";

  private static final String BEARER = "Bearer ";

  private Identity() {}

  /**
   * The key of a request, null if it does not tell whose it is or is no JSON.
   *
   * @param shape in which shape the caller keeps answers: each has keys of its own
   */
  static @Nullable CacheKey of(GeminiCall call, RequestHead request, byte[] body, String shape) {
    List<byte[]> owner = owner(call, request);
    byte[] canonical = CanonicalJson.of(body);
    if (owner.isEmpty() || canonical == null) {
      return null;
    }
    List<byte[]> parts = new ArrayList<>(owner);
    parts.add(bytes(FORMAT));
    parts.add(bytes(shape));
    parts.add(bytes(call.route().baseUrl()));
    parts.add(bytes(request.path()));
    parts.add(bytes(parameters(request.query())));
    // Google's other name for the parameter "fields".
    parts.add(bytes(orNothing(request.header("X-Goog-FieldMask"))));
    parts.add(canonical);
    return CacheKey.of(parts);
  }

  /**
   * Whose answers these are. Two API keys never share any; a token changes every hour, so it is its
   * project that stands for it, where the request names one.
   */
  private static List<byte[]> owner(GeminiCall call, RequestHead request) {
    String key = apiKey(request);
    String token = request.header("Authorization");
    if (key == null && token == null) {
      return List.of();
    }
    String billed = request.header("x-goog-user-project");
    boolean named = call.service() != Service.UNKNOWN && (billed != null || isInPath(request));
    List<byte[]> owner = new ArrayList<>(4);
    owner.add(hash(key));
    owner.add(hash(request.query("key")));
    owner.add(hash(named ? null : token));
    owner.add(bytes(orNothing(billed)));
    return owner;
  }

  private static @Nullable String apiKey(RequestHead request) {
    String header = request.header("x-goog-api-key");
    String key = header == null ? request.query("key") : header;
    String token = request.header("Authorization");
    if (key == null && token != null && token.startsWith(BEARER)) {
      // At the OpenAI-compatible endpoint the bearer is an API key.
      return request.path().contains("/openai/") ? token : null;
    }
    return key;
  }

  private static byte[] hash(@Nullable String credential) {
    return credential == null ? new byte[0] : CacheKey.hash(credential);
  }

  private static boolean isInPath(RequestHead request) {
    return request.path().contains("/projects/");
  }

  /** All parameters as they stand there, in their order, but those that carry the credential. */
  private static String parameters(@Nullable String query) {
    if (query == null) {
      return "";
    }
    return Arrays.stream(query.split("&", -1))
        .filter(
            parameter -> !parameter.startsWith("key=") && !parameter.startsWith("access_token="))
        .reduce((first, second) -> first + '&' + second)
        .orElse("");
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
