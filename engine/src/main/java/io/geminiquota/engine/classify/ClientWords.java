package io.geminiquota.engine.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client or a relay says by itself where nothing of Google's answer is left, not even a
 * status: the names of its exceptions, and how networks fail. Without blanks and in lower case; the
 * first that is found counts.
 */
final class ClientWords {

  private static final List<Phrase> TABLE =
      List.of(
          of("ratelimiterror", Kind.RATE_UNSPECIFIED),
          // As tutorials call them: see Kind.alias. Their third number has too many meanings.
          of("error1153", Kind.RATE_UNSPECIFIED),
          of("error1095", Kind.TIMEOUT),
          of("resourceexhausted", Kind.RATE_UNSPECIFIED),
          of("authenticationerror", Kind.AUTH_KEY),
          of("badrequesterror", Kind.BAD_REQUEST),
          of("notfounderror", Kind.MODEL_NOT_FOUND),
          of("timeouterror", Kind.TIMEOUT),
          of("timeoutexception", Kind.TIMEOUT),
          of("sockettimeout", Kind.TIMEOUT),
          of("readtimeout", Kind.TIMEOUT),
          of("connecttimeout", Kind.TIMEOUT),
          of("connectiontimeout", Kind.TIMEOUT),
          of("requesttimeout", Kind.TIMEOUT),
          of("etimedout", Kind.TIMEOUT),
          of("serviceunavailable", Kind.CAPACITY),
          of("connectionerror", Kind.SERVER_TRANSIENT),
          of("connectionreset", Kind.SERVER_TRANSIENT),
          of("connectionrefused", Kind.SERVER_TRANSIENT),
          of("connectionaborted", Kind.SERVER_TRANSIENT),
          of("connectionclosed", Kind.SERVER_TRANSIENT),
          of("closedconnection", Kind.SERVER_TRANSIENT),
          of("serverdisconnected", Kind.SERVER_TRANSIENT),
          of("nocloseframe", Kind.SERVER_TRANSIENT),
          of("remoteprotocolerror", Kind.SERVER_TRANSIENT),
          of("networkerror", Kind.SERVER_TRANSIENT),
          of("networkisunreachable", Kind.SERVER_TRANSIENT),
          of("unexpectedendofstream", Kind.SERVER_TRANSIENT),
          of("brokenpipe", Kind.SERVER_TRANSIENT),
          of("ioexception", Kind.SERVER_TRANSIENT),
          of("unknownhost", Kind.SERVER_TRANSIENT),
          of("getaddrinfo", Kind.SERVER_TRANSIENT),
          of("fetchfailed", Kind.SERVER_TRANSIENT),
          of("failedtofetch", Kind.SERVER_TRANSIENT),
          of("econnreset", Kind.SERVER_TRANSIENT),
          of("econnrefused", Kind.SERVER_TRANSIENT),
          of("sockethangup", Kind.SERVER_TRANSIENT));

  private ClientWords() {}

  private static Phrase of(String text, Kind kind) {
    return new Phrase(text, kind);
  }

  /** The kind that such words tell, or null. */
  static @Nullable Kind kind(String squeezed) {
    for (Phrase phrase : TABLE) {
      if (phrase.isIn(squeezed)) {
        return phrase.kind();
      }
    }
    return null;
  }
}
