package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.usage.AnswerReader;
import io.geminiquota.engine.usage.AnswerSummary;
import java.io.IOException;
import java.util.function.Consumer;
import okio.Buffer;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body that is read for what it says of itself while the application reads it. The
 * bytes are looked at where they were just put, in the application's own buffer: nothing is copied
 * or kept, and nothing is read that the application did not ask for.
 */
final class AnswerSource implements Source {

  private final Source answer;
  private final Consumer<@Nullable AnswerSummary> told;
  private final Consumer<Throwable> faults;
  private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();
  private @Nullable AnswerReader reader;

  /**
   * @param model that was asked
   * @param told is told once, when the body has ended, broken or been closed, what the answer said
   *     of itself by then; null if nothing
   * @param faults is told what goes wrong here, which the application must not meet
   */
  AnswerSource(
      Source answer,
      String model,
      Consumer<@Nullable AnswerSummary> told,
      Consumer<Throwable> faults) {
    this.answer = answer;
    this.reader = new AnswerReader(model);
    this.told = told;
    this.faults = faults;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    long read;
    try {
      read = answer.read(sink, byteCount);
    } catch (IOException fault) {
      end();
      throw fault;
    }
    if (read == -1) {
      end();
    } else {
      look(sink, read);
    }
    return read;
  }

  @Override
  public Timeout timeout() {
    return answer.timeout();
  }

  @Override
  public void close() throws IOException {
    try {
      answer.close();
    } finally {
      end();
    }
  }

  /** Looks at the newest bytes of a buffer. */
  private void look(Buffer sink, long newest) {
    AnswerReader reading = reader;
    if (reading == null || newest == 0) {
      return;
    }
    try (Buffer.UnsafeCursor bytes = sink.readUnsafe(cursor)) {
      int length = bytes.seek(sink.size() - newest);
      while (length > 0) {
        reading.read(bytes.data, bytes.start, length);
        length = bytes.next();
      }
    } catch (RuntimeException | LinkageError fault) {
      reader = null;
      faults.accept(fault);
    }
  }

  private void end() {
    AnswerReader reading = reader;
    if (reading == null) {
      return;
    }
    reader = null;
    try {
      told.accept(reading.summary());
    } catch (RuntimeException | LinkageError fault) {
      faults.accept(fault);
    }
  }
}
