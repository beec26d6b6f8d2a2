package io.geminiquota.adapters.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geminiquota.engine.usage.AnswerSummary;
import io.geminiquota.engine.usage.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerSourceTest {

  private static final AnswerSummary USAGE = AnswerSummary.of(new Usage(12, 3, 0, 0, 15));

  private final List<AnswerSummary> told = new ArrayList<>();
  private final List<Throwable> faults = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 8191, 8192, 8193, 100_000, 3_000_000})
  void tellsTheUsageAndLeavesTheBytesAsTheyAre(int textLength) throws IOException {
    ByteString body = body(textLength);
    Random random = new Random(textLength);
    Buffer sink = new Buffer().writeUtf8("was there before");
    Source source = tracked(new Buffer().write(body));
    while (source.read(sink, 1 + random.nextInt(30_000)) != -1) {
      assertThat(told).isEmpty();
    }
    assertThat(sink.readUtf8(16)).isEqualTo("was there before");
    assertThat(sink.readByteString()).isEqualTo(body);
    assertThat(told).containsExactly(USAGE);
  }

  @Test
  void readsByteByByte() throws IOException {
    ByteString body = body(20_000);
    Buffer sink = new Buffer();
    Source source = tracked(new Buffer().write(body));
    while (source.read(sink, 1) != -1) {
      assertThat(told).isEmpty();
    }
    assertThat(sink.readByteString()).isEqualTo(body);
    assertThat(told).containsExactly(USAGE);
  }

  @Test
  void readsWhatTheApplicationReadsThroughABufferOfItsOwn() throws IOException {
    ByteString body = body(50_000);
    BufferedSource source = Okio.buffer(tracked(new Buffer().write(body)));
    assertThat(source.readUtf8()).isEqualTo(body.utf8());
    source.close();
    assertThat(told).containsExactly(USAGE);
  }

  @Test
  void tellsOnceWhatWasSeenWhenTheApplicationHasHadEnough() throws IOException {
    Buffer stream =
        new Buffer()
            .writeUtf8("data: {\"usageMetadata\":{\"promptTokenCount\":12}}\n\n")
            .writeUtf8("data: {\"usageMetadata\":{\"promptTokenCount\":13}}\n\n");
    Source source = tracked(stream);
    source.read(new Buffer(), 60);
    source.close();
    source.close();
    assertThat(told).containsExactly(AnswerSummary.of(new Usage(12, 0, 0, 0, 0)));
    assertThat(faults).isEmpty();
  }

  @Test
  void tellsThatNothingWasSeen() throws IOException {
    Source source = tracked(new Buffer().writeUtf8("{\"embedding\":{}}"));
    source.close();
    assertThat(told).hasSize(1).containsOnlyNulls();
  }

  @Test
  void tellsWhatWasSeenBeforeTheConnectionBroke() throws IOException {
    Source broken =
        new ForwardingSource(new Buffer().write(body(10))) {
          @Override
          public long read(Buffer sink, long byteCount) throws IOException {
            long read = super.read(sink, byteCount);
            if (read == -1) {
              throw new IOException("connection reset");
            }
            return read;
          }
        };
    Source source = tracked(broken);
    source.read(new Buffer(), 8192);
    assertThatThrownBy(() -> source.read(new Buffer(), 8192)).hasMessage("connection reset");
    assertThat(told).containsExactly(USAGE);
  }

  @Test
  void theApplicationDoesNotMeetAFaultOfOurs() throws IOException {
    Source source =
        new AnswerSource(
            new Buffer().write(body(10)),
            "gemini-x",
            usage -> {
              throw new IllegalStateException("ours");
            },
            faults::add);
    Buffer sink = new Buffer();
    while (source.read(sink, 8192) != -1) {
      assertThat(faults).isEmpty();
    }
    assertThat(sink.readByteString()).isEqualTo(body(10));
    assertThat(faults).hasSize(1);
  }

  private Source tracked(Source answer) {
    return new AnswerSource(answer, "gemini-x", told::add, faults::add);
  }

  private static ByteString body(int textLength) {
    return ByteString.encodeUtf8(
        """
        {"candidates":[{"content":{"parts":[{"text":"%s"}]}}],
        "usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":3,"totalTokenCount":15}}
        """
            .formatted("x".repeat(textLength)));
  }
}
