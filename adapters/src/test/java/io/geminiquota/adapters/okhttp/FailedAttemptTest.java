package io.geminiquota.adapters.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Test;

class FailedAttemptTest {

  private static final String ERROR = "{\"error\":{\"code\":400,\"message\":\"Straße?\"}}";
  private static final MediaType JSON = MediaType.get("application/json");

  @Test
  void aWholeBodyGetsTheAdviceAndItsConnectionIsFree() throws IOException {
    Body body = new Body(new Buffer().writeUtf8(ERROR), JSON);
    FailedAttempt failure = FailedAttempt.read(response(body));
    assertThat(body.closed).isTrue();
    assertThat(failure.text()).isEqualTo(ERROR);
    assertThat(failure.withAdvice("Mend it.").body().string())
        .isEqualTo("{\"error\":{\"code\":400,\"message\":\"Straße? [gemini-quota] Mend it.\"}}");
  }

  @Test
  void theAdviceIsWrittenInTheCharsetOfTheBody() throws IOException {
    MediaType latin1 = MediaType.get("application/json; charset=iso-8859-1");
    Buffer bytes = new Buffer().writeString(ERROR, StandardCharsets.ISO_8859_1);
    FailedAttempt failure = FailedAttempt.read(response(new Body(bytes, latin1)));
    assertThat(failure.text()).isEqualTo(ERROR);
    assertThat(failure.withAdvice("Mend it.").body().string())
        .isEqualTo("{\"error\":{\"code\":400,\"message\":\"Straße? [gemini-quota] Mend it.\"}}");
  }

  @Test
  void whatIsNoTextIsLeftAsItIs() throws IOException {
    Buffer bytes = new Buffer().writeString(ERROR, StandardCharsets.ISO_8859_1);
    FailedAttempt failure = FailedAttempt.read(response(new Body(bytes.clone(), JSON)));
    assertThat(failure.withAdvice("Mend it.").body().byteString()).isEqualTo(bytes.snapshot());
  }

  @Test
  void aBodyThatBreaksOffBreaksOffForTheApplicationToo() throws IOException {
    IOException broken = new IOException("connection reset");
    Body body = new Body(new Buffer().writeUtf8("{\"error\":"), JSON);
    body.end = broken;
    FailedAttempt failure = FailedAttempt.read(response(body));
    assertThat(failure.text()).isEqualTo("{\"error\":");
    assertThat(failure.isWhole()).isFalse();
    BufferedSource seen = failure.withAdvice("Mend it.").body().source();
    assertThat(seen.readUtf8(9)).isEqualTo("{\"error\":");
    assertThatThrownBy(seen::readByte).isSameAs(broken);
    assertThatThrownBy(seen::readByte).isSameAs(broken);
    assertThat(body.closed).isFalse();
    seen.close();
    assertThat(body.closed).isTrue();
  }

  @Test
  void aBodyThatIsTooLargeIsJudgedByItsBeginningAndGivenBackWhole() throws IOException {
    byte[] large =
        ("{\"error\":{\"code\":400}}" + " ".repeat(3_000_000)).getBytes(StandardCharsets.UTF_8);
    Body body = new Body(new Buffer().write(large), JSON);
    FailedAttempt failure = FailedAttempt.read(response(body));
    assertThat(failure.text()).startsWith("{\"error\":").hasSizeLessThan(1_100_000);
    assertThat(body.closed).isFalse();
    ResponseBody seen = failure.withAdvice("Mend it.").body();
    assertThat(seen.contentLength()).isEqualTo(large.length);
    assertThat(seen.bytes()).isEqualTo(large);
    assertThat(body.closed).isTrue();
  }

  private static Response response(ResponseBody body) {
    return new Response.Builder()
        .request(new Request.Builder().url("http://localhost/").build())
        .protocol(Protocol.HTTP_1_1)
        .code(400)
        .message("Bad Request")
        .body(body)
        .build();
  }

  /** A body that notes whether it was closed. */
  private static final class Body extends ResponseBody {

    private final Buffer bytes;
    private final MediaType type;
    private final long length;
    private final BufferedSource source;
    private IOException end;
    private boolean closed;

    Body(Buffer bytes, MediaType type) {
      this.bytes = bytes;
      this.type = type;
      this.length = bytes.size();
      this.source = Okio.buffer(tracked());
    }

    private Source tracked() {
      return new ForwardingSource(bytes) {
        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
          long read = super.read(sink, byteCount);
          if (read == -1 && end != null) {
            throw end;
          }
          return read;
        }

        @Override
        public void close() {
          closed = true;
        }
      };
    }

    @Override
    public MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return length;
    }

    @Override
    public BufferedSource source() {
      return source;
    }
  }
}
