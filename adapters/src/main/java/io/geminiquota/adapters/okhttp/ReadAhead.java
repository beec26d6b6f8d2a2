package io.geminiquota.adapters.okhttp;

import java.io.IOException;
import okio.Buffer;
import okio.ByteString;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A body whose beginning is read before the application asks for it. The application still reads
 * all of it as it came: what was read ahead, then the rest; and where it broke off, the same fault.
 */
final class ReadAhead implements Source {

  private static final long AT_ONCE = 8192;

  private final Source body;
  private final Buffer beginning = new Buffer();
  private @Nullable IOException fault;
  private boolean ended;

  ReadAhead(Source body) {
    this.body = body;
  }

  /** Reads what comes next; false when nothing does, because the body has ended or broken off. */
  boolean more() {
    if (isOver()) {
      return false;
    }
    try {
      ended = body.read(beginning, AT_ONCE) == -1;
    } catch (IOException e) {
      fault = e;
    }
    return !isOver();
  }

  /** How many bytes were read ahead. */
  long size() {
    return beginning.size();
  }

  /** What was read ahead. */
  ByteString bytes() {
    return beginning.snapshot();
  }

  /** The first bytes of it, at most so many. */
  ByteString bytes(int most) {
    return beginning.snapshot((int) Math.min(most, beginning.size()));
  }

  /** Whether what was read ahead is the whole body. */
  boolean isWhole() {
    return ended;
  }

  /** Puts other bytes in the place of the first ones. */
  void replace(long first, Buffer others) throws IOException {
    beginning.skip(first);
    others.writeAll(beginning);
    beginning.writeAll(others);
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    if (beginning.size() > 0) {
      return beginning.read(sink, byteCount);
    }
    if (fault != null) {
      throw fault;
    }
    return ended ? -1 : body.read(sink, byteCount);
  }

  @Override
  public Timeout timeout() {
    return body.timeout();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  private boolean isOver() {
    return ended || fault != null;
  }
}
