package io.geminiquota.engine.route;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent instead of the application's request, which stays as it is.
 *
 * @param url the whole of it
 * @param headers those to be set, by their names; they may hold a credential
 * @param elsewhere whether it goes to another place than the application asked: then nothing may go
 *     along that lets somebody in there
 * @param body what is sent instead of the application's, null for the same
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record RoutedRequest(
    String url, Map<String, String> headers, boolean elsewhere, byte @Nullable [] body) {

  /** Copies the map; the body is not copied. */
  public RoutedRequest {
    headers = Map.copyOf(headers);
  }

  /** Whether a header of the application's request goes along. */
  public boolean keeps(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    if (name.equals("content-length")) {
      return body == null;
    }
    return !elsewhere || !(name.equals("host") || Credential.isIn(name));
  }

  /** Where it goes, without a credential. */
  @Override
  public String toString() {
    return url;
  }
}
