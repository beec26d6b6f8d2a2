package io.geminiquota.engine.route;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent instead of the application's request, which stays as it is.
 *
 * @param url the whole of it
 * @param headers those to be set, by their names; they may hold a credential
 * @param where it goes, which tells what of the application's headers may go along
 * @param body what is sent instead of the application's, null for the same
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record RoutedRequest(
    String url, Map<String, String> headers, Where where, byte @Nullable [] body) {

  /** Where a request goes, beside where the application asked. */
  public enum Where {
    /** The same place. */
    SAME_PLACE {
      @Override
      boolean takes(String name) {
        return true;
      }
    },
    /** Another project at the same server, which may want to know the application itself. */
    SAME_SERVER {
      @Override
      boolean takes(String name) {
        return !Credential.isGoogles(name);
      }
    },
    /** Another server, which must never see what lets the application in elsewhere. */
    OTHER_SERVER {
      @Override
      boolean takes(String name) {
        return !name.equals("host") && !Credential.mayBe(name);
      }
    };

    /** Whether a header or a parameter of the application's goes along. */
    abstract boolean takes(String name);
  }

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
    return where.takes(name);
  }

  /** Where it goes, without a credential. */
  @Override
  public String toString() {
    return url;
  }
}
