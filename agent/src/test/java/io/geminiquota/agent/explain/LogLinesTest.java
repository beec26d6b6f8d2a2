package io.geminiquota.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {

  @Test
  void everyKindOfLineEndCountsOnce() throws IOException {
    assertThat(pieces(new StringReader("a\nb\r\nc\rd\n\ne")))
        .containsExactly("1:a", "2:b", "3:c", "4:d", "5:", "6:e");
  }

  @Test
  void howTheTextComesInDoesNotMatter() throws IOException {
    String text = "a\r\nb\r\n\r\nc";
    Reader oneByOne =
        new Reader() {
          private int at;

          @Override
          public int read(char[] buffer, int from, int length) {
            if (at == text.length()) {
              return -1;
            }
            buffer[from] = text.charAt(at++);
            return 1;
          }

          @Override
          public void close() {}
        };

    assertThat(pieces(oneByOne)).containsExactly("1:a", "2:b", "3:", "4:c");
  }

  @Test
  void aLongLineComesInPieces() throws IOException {
    LogLines lines = new LogLines(new StringReader("x".repeat(100_000) + "\ny"));
    long length = 0;
    int starts = 0;
    while (lines.next() && lines.number() == 1) {
      assertThat(lines.piece().length()).isLessThanOrEqualTo(16 * 1024);
      length += lines.piece().length();
      starts += lines.isStart() ? 1 : 0;
    }

    assertThat(length).isEqualTo(100_000);
    assertThat(starts).isEqualTo(1);
    assertThat(lines.piece()).isEqualTo("y");
    assertThat(lines.next()).isFalse();
  }

  private static List<String> pieces(Reader reader) throws IOException {
    LogLines lines = new LogLines(reader);
    List<String> pieces = new ArrayList<>();
    while (lines.next()) {
      pieces.add(lines.number() + ":" + lines.piece());
    }
    return pieces;
  }
}
