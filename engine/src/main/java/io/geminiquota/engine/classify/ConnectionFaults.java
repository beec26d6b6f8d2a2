package io.geminiquota.engine.classify;

import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.net.UnknownServiceException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What the exception of an attempt without a response means. */
final class ConnectionFaults {

  /** Chains of causes may be circular. */
  private static final int MOST_CAUSES = 16;

  private ConnectionFaults() {}

  /** The kind of the first cause, from the outside in, that settles it. */
  static Kind kind(Throwable fault) {
    Throwable cause = fault;
    Kind kind = null;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      // What is final counts wherever it stands; a timeout counts if nothing final is below it.
      Kind ofCause = kindOfOne(cause);
      if (ofCause != null && (kind == null || ofCause.retryable() == Retryable.NEVER)) {
        kind = ofCause;
      }
      cause = cause.getCause();
    }
    return kind == null ? Kind.SERVER_TRANSIENT : kind;
  }

  private static @Nullable Kind kindOfOne(Throwable cause) {
    if (cause instanceof CertificateException
        || cause instanceof CertPathValidatorException
        || cause instanceof SSLPeerUnverifiedException
        || (cause instanceof SSLHandshakeException && mentions(cause, "certificate"))) {
      // A certificate that is not trusted now will not be trusted in a minute.
      return Kind.OTHER;
    }
    if (cause instanceof MalformedURLException || cause instanceof UnknownServiceException) {
      return Kind.BAD_REQUEST;
    }
    // OkHttp's call timeout is an InterruptedIOException("timeout"); a refused connect, a
    // ConnectException("Connection timed out").
    boolean timeout =
        cause instanceof SocketTimeoutException
            || cause instanceof TimeoutException
            || mentions(cause, "timed out")
            || mentions(cause, "timeout");
    return timeout ? Kind.TIMEOUT : null;
  }

  private static boolean mentions(Throwable cause, String words) {
    String message = cause.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains(words);
  }
}
