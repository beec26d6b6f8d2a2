package io.geminiquota.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextInputTest {

  private static final String TEXT = "429 f\u00fcr \u65e5\u672c\n".repeat(3000);

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of(StandardCharsets.UTF_8, ""),
        Arguments.of(StandardCharsets.UTF_8, "\ufeff"),
        Arguments.of(StandardCharsets.UTF_16LE, "\ufeff"),
        Arguments.of(StandardCharsets.UTF_16BE, "\ufeff"));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void theByteOrderMarkTellsTheEncodingAndIsNoPartOfTheText(Charset charset, String mark)
      throws Exception {
    byte[] bytes = (mark + TEXT).getBytes(charset);

    assertThat(read(new TextInput(new ByteArrayInputStream(bytes)).openText("-"))).isEqualTo(TEXT);
    assertThat(read(new TextInput(new ByteArrayInputStream(bytes)).openLines("-"))).isEqualTo(TEXT);
  }

  @Test
  void aFewBrokenBytesAreStillAText() throws Exception {
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    bytes[3] = (byte) 0xff;
    bytes[20] = 0;

    assertThat(read(new TextInput(new ByteArrayInputStream(bytes)).openText("-")))
        .startsWith("429\ufffdf");
  }

  @Test
  void bytesOfChanceAndNulsAreNoText() {
    byte[] random = new byte[4096];
    new Random(1).nextBytes(random);
    byte[] nuls = "a text\0\0\0\0 with nuls".getBytes(StandardCharsets.UTF_8);

    for (byte[] bytes : new byte[][] {random, nuls, new byte[64]}) {
      assertThatThrownBy(() -> new TextInput(new ByteArrayInputStream(bytes)).openText("-"))
          .isInstanceOf(UnusableInput.class)
          .hasMessageStartingWith("the standard input is no text but binary: give ");
    }
  }

  @Test
  void linesAreReadWhateverTheyHold() throws Exception {
    byte[] bytes = {0, 1, 2, 3, '\n', (byte) 0xff, '\n'};

    assertThat(read(new TextInput(new ByteArrayInputStream(bytes)).openLines("-")))
        .isEqualTo("\0\u0001\u0002\u0003\n\ufffd\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\ufeff"})
  void nothingIsToldToBeEmpty(String nothing) {
    byte[] bytes = nothing.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> new TextInput(new ByteArrayInputStream(bytes)).openText("-"))
        .isInstanceOf(UnusableInput.class)
        .hasMessage("the standard input is empty: give a file or pipe in the text of an error");
  }

  @Test
  void filesThatCannotBeReadAreToldApart(@TempDir Path folder) throws IOException {
    TextInput input = new TextInput(InputStream.nullInputStream());
    Path missing = folder.resolve("missing.log");
    Path empty = Files.createFile(folder.resolve("empty.log"));

    assertThatThrownBy(() -> input.openText(missing.toString()))
        .hasMessage(
            missing + " does not exist: check the name, or pipe the text in and give no file");
    assertThatThrownBy(() -> input.openText(folder.toString()))
        .hasMessage(folder + " is a directory: name a file in it");
    assertThatThrownBy(() -> input.openLines(empty.toString()))
        .hasMessage(empty + " is empty: give a file or pipe in the text of an error");
    assertThatThrownBy(() -> input.openText("a\0b"))
        .isInstanceOf(UnusableInput.class)
        .hasMessageStartingWith("that is no file name: ");
  }

  @Test
  void anInputThatBreaksIsSaidToBreak() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(() -> new TextInput(broken).openText("-"))
        .isInstanceOf(UnusableInput.class)
        .hasMessage(
            "the standard input cannot be read (the disk is gone): check the file and its"
                + " permissions");
  }

  /** Who sends an empty line and waits must not be waited for. */
  @Test
  void theFirstLineIsNotHeldBackForMore() throws Exception {
    InputStream endless =
        new InputStream() {
          private int count;

          @Override
          public int read() {
            throw new AssertionError("not asked for one byte");
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            if (count++ > 0) {
              throw new AssertionError("would wait");
            }
            bytes[from] = '\n';
            return 1;
          }
        };

    assertThat(new TextInput(endless).openLines("-").read()).isEqualTo('\n');
  }

  private static String read(Reader reader) throws IOException {
    StringWriter text = new StringWriter();
    reader.transferTo(text);
    return text.toString();
  }
}
