package io.geminiquota.engine.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

class ConnectionFaultsTest {

  @Test
  void timeoutsAreTimeouts() {
    for (Throwable fault :
        List.of(
            new SocketTimeoutException("Read timed out"),
            new InterruptedIOException("timeout"),
            new ConnectException("Connection timed out"),
            new RuntimeException(new IOException(new SocketTimeoutException())))) {
      assertThat(kind(fault)).isEqualTo(Kind.TIMEOUT);
    }
  }

  @Test
  void otherFaultsOfTheWayPass() {
    for (Throwable fault :
        List.of(
            new UnknownHostException("generativelanguage.googleapis.com"),
            new SocketException("Connection reset"),
            new SSLHandshakeException("Remote host terminated the handshake"),
            new EOFException(),
            new IOException((String) null))) {
      assertThat(kind(fault)).isEqualTo(Kind.SERVER_TRANSIENT);
    }
  }

  @Test
  void aCertificateThatIsNotTrustedIsNotCuredByARetry() {
    SSLHandshakeException handshake = new SSLHandshakeException("PKIX path building failed");
    handshake.initCause(new CertificateException("unable to find a valid path"));

    for (Throwable fault : List.of(handshake, new SSLPeerUnverifiedException("other host"))) {
      Verdict verdict = Classifier.connectionFault(fault);
      assertThat(verdict.retryable()).isEqualTo(Retryable.NEVER);
      assertThat(verdict.httpStatus()).isZero();
    }
  }

  @Test
  void aCircleOfCausesEnds() {
    IOException one = new IOException("one");
    one.initCause(new IOException("two", one));

    assertThat(kind(one)).isEqualTo(Kind.SERVER_TRANSIENT);
  }

  private static Kind kind(Throwable fault) {
    return Classifier.connectionFault(fault).kind();
  }
}
