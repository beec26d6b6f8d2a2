package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.GeminiQuota;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConstantSearchTest {

  private static final String CONSTANT = "\1\0\50Lio/geminiquota/annotations/GeminiQuota;";
  private static final String SHREDS = CONSTANT + "abc;/L\0\1\377";

  private static final ConstantSearch SEARCH =
      new ConstantSearch("Lio/geminiquota/annotations/GeminiQuota;");

  @Test
  void findsTheAnnotationOnAMethodAndOnAClass() throws IOException {
    assertThat(SEARCH.finds(classFile(OfMethod.class))).isTrue();
    assertThat(SEARCH.finds(classFile(OfClass.class))).isTrue();
  }

  @Test
  void passesOverEverythingElse() throws IOException {
    assertThat(SEARCH.finds(classFile(GeminiQuota.class))).isFalse();
    assertThat(SEARCH.finds(classFile(OnlyNamesIt.class))).isFalse();
    assertThat(SEARCH.finds(classFile(Object.class))).isFalse();
    assertThat(SEARCH.finds(new byte[0])).isFalse();
  }

  /** Against the JDK's own search, in texts that are full of pieces of what is sought. */
  @Test
  void findsExactlyWhatIsThere() {
    Random random = new Random(20_261_121);
    int found = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(6); pieces >= 0; pieces--) {
        int from = random.nextInt(2) * random.nextInt(SHREDS.length());
        int to = random.nextBoolean() ? CONSTANT.length() : SHREDS.length();
        text.append(SHREDS, Math.min(from, to), to);
      }
      String classFile = text.toString();
      boolean there = classFile.contains(CONSTANT);
      found += there ? 1 : 0;

      assertThat(SEARCH.finds(classFile.getBytes(StandardCharsets.ISO_8859_1)))
          .as(classFile)
          .isEqualTo(there);
    }
    assertThat(found).isBetween(20_000, 180_000);
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  static class OfMethod {
    @GeminiQuota(rpm = 1)
    void ask() {}
  }

  @GeminiQuota
  static class OfClass {}

  static class OnlyNamesIt {
    final Class<?> type = GeminiQuota.class;
  }
}
