package io.geminiquota.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RESOURCE_EXHAUSTED",
        "resource\n  has been\n  exhausted",
        "\u2502 You exceeded your \u2502\n\u2502 current quota \u2502",
        "The model is\\n\\\\n overloaded",
        "That\u2019s an error",
        "That\\u2019s an error",
        "{\\\"error\\\": {\\\"code\\\": 418, \\\"status\\\": \\\"UNAVAILABLE\\\"}}",
        "gemini-2.5-pro answered with status=503",
        "Gemini: timed out"
      })
  void noBreakQuoteOrEscapeHidesAMark(String text) {
    assertThat(marksOf(text).isCandidate()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gemini-2.5-pro answered",
        "status=503",
        "timed out",
        "{\"error\": {\"code\": 404}}",
        "404 NOT_FOUND",
        "disk quota exceeded for user u12",
        "resource; exhausted"
      })
  void whatAnyProgramMaySayIsNoMark(String text) {
    assertThat(marksOf(text).isCandidate()).isFalse();
  }

  @Test
  void aMarkMayBeTornApartAnywhere() {
    String text = "You exceeded your \\n current quota";
    for (int i = 0; i <= text.length(); i++) {
      Marks marks = new Marks();
      marks.add(text.substring(0, i));
      marks.add(text.substring(i));

      assertThat(marks.isCandidate()).as("torn at %d", i).isTrue();
    }
  }

  @Test
  void marksThatStandFarApartDoNotAddUp() {
    assertThat(marksOf("gemini " + "x".repeat(1000) + " timed out").isCandidate()).isTrue();
    assertThat(marksOf("gemini " + "x".repeat(5000) + " timed out").isCandidate()).isFalse();
    assertThat(marksOf("gemini " + "x".repeat(5000)).isAny()).isFalse();
  }

  private static Marks marksOf(String text) {
    Marks marks = new Marks();
    marks.add(text);
    return marks;
  }
}
