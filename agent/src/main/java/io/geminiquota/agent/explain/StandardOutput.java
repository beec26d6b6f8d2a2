package io.geminiquota.agent.explain;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The standard output without the {@link java.io.PrintStream} that swallows what goes wrong: all of
 * it comes as {@link ClosedOutput}, to be told from faults of the input.
 */
final class StandardOutput extends OutputStream {

  private final OutputStream out;

  private StandardOutput(OutputStream out) {
    this.out = out;
  }

  static Writer open() {
    return over(new FileOutputStream(FileDescriptor.out));
  }

  static Writer over(OutputStream out) {
    return new OutputStreamWriter(new StandardOutput(out), StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      throw new ClosedOutput(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw new ClosedOutput(e);
    }
  }
}
