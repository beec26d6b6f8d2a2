package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.cache.CachedCall;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import okio.Buffer;
import okio.ByteString;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/** A stream of events that is recorded while the application reads it, as far as it does. */
final class RecordedSource implements Source {

  /** Who knows it reads no further. */
  private static final ByteString LAST_EVENT = ByteString.encodeUtf8("data: [DONE]");

  /** Line breaks after it. */
  private static final int MOST_AFTER = 8;

  private final Source stream;
  private final CachedCall cached;
  private final @Nullable String contentType;
  private final BooleanSupplier asAsked;
  private final Buffer record = new Buffer();
  private boolean over;

  /**
   * @param contentType the header of that name, null if there is none
   * @param asAsked whether the model that was asked has answered
   */
  RecordedSource(
      Source stream, CachedCall cached, @Nullable String contentType, BooleanSupplier asAsked) {
    this.stream = stream;
    this.cached = cached;
    this.contentType = contentType;
    this.asAsked = asAsked;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    long read;
    try {
      read = stream.read(sink, byteCount);
    } catch (IOException fault) {
      end(cached::broken);
      throw fault;
    }
    if (read == -1) {
      end(this::landed);
    } else if (!over) {
      sink.copyTo(record, sink.size() - read, read);
      if (record.size() > CachedCall.LARGEST) {
        end(cached::dissolved);
      }
    }
    return read;
  }

  @Override
  public Timeout timeout() {
    return stream.timeout();
  }

  @Override
  public void close() throws IOException {
    try {
      stream.close();
    } finally {
      end(hasLastEvent() ? this::landed : cached::cancelled);
    }
  }

  private void landed() {
    cached.landed(contentType, record.readByteArray(), asAsked.getAsBoolean());
  }

  private boolean hasLastEvent() {
    long from = Math.max(0, record.size() - LAST_EVENT.size() - MOST_AFTER);
    return record.snapshot().substring((int) from).indexOf(LAST_EVENT) >= 0;
  }

  private void end(Runnable step) {
    if (!over) {
      over = true;
      step.run();
      record.clear();
    }
  }
}
