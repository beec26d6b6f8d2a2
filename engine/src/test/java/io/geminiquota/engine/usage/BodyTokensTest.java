package io.geminiquota.engine.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.geminiquota.engine.usage.BodyTokens.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Jackson is the judge of what stands in a document. */
class BodyTokensTest {

  private static final String[] STRINGS = {
    "",
    "text",
    "a \\\"quoted\\\" word",
    "back\\\\slash\\\\",
    "\\u00e9\\n",
    "漢字 😀",
    "a: {b}, [c]",
    "1"
  };

  private final Random random = new Random(20261122);

  @Test
  void seesWhatJacksonSees() throws IOException {
    for (int round = 0; round < 5_000; round++) {
      String document = value(0);
      assertThat(ours(document)).as(document).isEqualTo(jacksons(document));
    }
  }

  @Test
  void skipsWhatItIsTold() {
    BodyTokens tokens = of("[{\"a\":[{},[1],\"]\"]},2]");
    assertThat(tokens.next()).isEqualTo(Token.LIST);
    assertThat(tokens.next()).isEqualTo(Token.OBJECT);
    tokens.skip();
    assertThat(tokens.next()).isEqualTo(Token.NUMBER);
    assertThat(tokens.nextElement()).isFalse();
    assertThat(tokens.next()).isEqualTo(Token.END);
  }

  @Test
  void endsWhateverComes() {
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = value(0).getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(5); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      BodyTokens tokens = new BodyTokens(bytes);
      int seen = 0;
      while (tokens.next() != Token.END) {
        seen++;
        assertThat(tokens.from()).isBetween(0, bytes.length);
        assertThat(tokens.to()).isBetween(0, bytes.length);
      }
      assertThat(seen).isLessThanOrEqualTo(bytes.length);
    }
  }

  private static List<String> ours(String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    BodyTokens tokens = new BodyTokens(bytes);
    List<String> seen = new ArrayList<>();
    while (tokens.next() != Token.END) {
      Token token = tokens.current();
      boolean bracket =
          switch (token) {
            case OBJECT, END_OF_OBJECT, LIST, END_OF_LIST -> true;
            default -> false;
          };
      String text =
          bracket
              ? ""
              : new String(
                  bytes, tokens.from(), tokens.to() - tokens.from(), StandardCharsets.UTF_8);
      seen.add(token + " " + text);
    }
    return seen;
  }

  private static List<String> jacksons(String document) throws IOException {
    List<String> seen = new ArrayList<>();
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      while (parser.nextToken() != null) {
        JsonToken token = parser.currentToken();
        seen.add(
            switch (token) {
              case START_OBJECT -> "OBJECT ";
              case END_OBJECT -> "END_OF_OBJECT ";
              case START_ARRAY -> "LIST ";
              case END_ARRAY -> "END_OF_LIST ";
              case FIELD_NAME -> "NAME " + written(parser, bytes);
              case VALUE_STRING -> "STRING " + written(parser, bytes);
              case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "NUMBER " + parser.getText();
              default -> "WORD " + parser.getText();
            });
      }
    }
    return seen;
  }

  /** As it stands in the document: between its quotes. */
  private static String written(JsonParser parser, byte[] bytes) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset() + 1;
    parser.finishToken();
    String rest = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    for (String candidate : STRINGS) {
      if (rest.startsWith(candidate + "\"") && decoded(candidate).equals(parser.getText())) {
        return candidate;
      }
    }
    throw new AssertionError("not one of ours: " + parser.getText());
  }

  private static String decoded(String written) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser("\"" + written + "\"")) {
      parser.nextToken();
      return parser.getText();
    }
  }

  private String value(int depth) {
    String space = " \n\t ".substring(random.nextInt(4));
    return space
        + switch (random.nextInt(depth > 4 ? 3 : 6)) {
          case 0 -> "\"" + string() + "\"";
          case 1 -> List.of("0", "-1", "12", "1.5e3", "-2.25").get(random.nextInt(5));
          case 2 -> List.of("true", "false", "null").get(random.nextInt(3));
          case 3 -> "[" + elements(depth) + "]";
          default -> "{" + fields(depth) + "}";
        }
        + space;
  }

  private String elements(int depth) {
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      elements.add(value(depth + 1));
    }
    return String.join(",", elements);
  }

  private String fields(int depth) {
    List<String> fields = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.add(" \"" + string() + "\" : " + value(depth + 1));
    }
    return String.join(",", fields);
  }

  private String string() {
    return STRINGS[random.nextInt(STRINGS.length)];
  }

  private static BodyTokens of(String document) {
    return new BodyTokens(document.getBytes(StandardCharsets.UTF_8));
  }
}
