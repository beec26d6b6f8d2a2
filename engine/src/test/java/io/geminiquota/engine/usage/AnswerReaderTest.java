package io.geminiquota.engine.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerReaderTest {

  private static final String GENERATED =
      """
      {
        "candidates": [
          {"content": {"parts": [{"text": "so: \\"usageMetadata\\": {\\"promptTokenCount\\": 5}"},
            {"functionCall": {"name": "f", "args": {"usageMetadata": {"promptTokenCount": 6}}}}],
            "role": "model"}, "finishReason": "STOP", "index": 0}
        ],
        "usageMetadata": {
          "promptTokenCount": 1234,
          "candidatesTokenCount": 56,
          "thoughtsTokenCount": 7,
          "cachedContentTokenCount": 1000,
          "totalTokenCount": 1297,
          "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 1234}]
        },
        "modelVersion": "gemini-2.5-flash"
      }
      """;

  private static final String EVENTS =
      """
      data: {"candidates":[{"content":{"parts":[{"text":"a \\\\"}]}}],"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9}}\r
      \r
      data: {"candidates":[{"content":{"parts":[{"text":"}]"}]}}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"totalTokenCount":13}}\r
      \r
      """;

  private static final String LIST =
      """
      [{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"trafficType":"ON_DEMAND"}}
      ,
      {"candidates":[],"usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":2,"totalTokenCount":13}}
      ]
      """;

  private static final String CHAT =
      """
      {"choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"usage":{"prompt_tokens":1}}],"usage":
      {"prompt_tokens":20,"completion_tokens":30,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":8},
      "completion_tokens_details":{"reasoning_tokens":10}}}
      """;

  private static final String CHAT_EVENTS =
      """
      data: {"choices":[{"index":0,"delta":{"content":"h"}}],"usage":null}

      data: {"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50}}

      data: [DONE]

      """;

  private static final String INTERACTION =
      """
      {"id":"i","usage":{"total_input_tokens":40,"total_output_tokens":5,"total_thought_tokens":3,
      "total_cached_tokens":2,"total_tokens":48},"steps":[{"type":"function_call","arguments":{"usage":{"input_tokens":7}}},
      {"type":"model_output","content":[{"type":"text",
      "text":"hi"}]}]}
      """;

  private static final String INTERACTION_EVENTS =
      """
      event: step.delta
      data: {"index":0,"delta":{"type":"function_call","arguments":{"usage":{"input_tokens":1}}},"event_type":"step.delta"}

      event: interaction.completed
      data: {"interaction":{"id":"i","usage":{"total_input_tokens":40,"total_tokens":48}},"event_type":"x"}

      event: done
      data: [DONE]

      """;

  static Stream<Answer> answers() {
    return Stream.of(
        new Answer(GENERATED, new Usage(1234, 56, 7, 1000, 1297)),
        new Answer(GENERATED.replaceAll("\\n *", ""), new Usage(1234, 56, 7, 1000, 1297)),
        new Answer(EVENTS, new Usage(9, 4, 0, 0, 13)),
        new Answer(LIST, new Usage(11, 2, 0, 0, 13)),
        new Answer(CHAT, new Usage(20, 30, 10, 8, 50)),
        new Answer(CHAT_EVENTS, new Usage(20, 30, 0, 0, 50)),
        new Answer(INTERACTION, new Usage(40, 5, 3, 2, 48)),
        new Answer(INTERACTION_EVENTS, new Usage(40, 0, 0, 0, 48)),
        new Answer(
            "{\"response\":{\"usage_metadata\":{\"prompt_token_count\":3}}}",
            new Usage(3, 0, 0, 0, 0)),
        new Answer("{\"embedding\":{\"values\":[0.5,-0.5]}}", null),
        new Answer("{\"usageMetadata\":{\"trafficType\":\"ON_DEMAND\"}}", null),
        new Answer("{\"usage\":{\"prompt_tokens\":99999999999999999999999}}", null),
        new Answer("{\"usage\":{\"prompt_tokens\":-5}}", null),
        new Answer("", null));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void readsEveryDialectHoweverItIsCutIntoPieces(Answer answer) {
    byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      AnswerReader reader = new AnswerReader("gemini-2.5-pro");
      reader.read(bytes, 0, cut);
      reader.read(bytes, cut, bytes.length - cut);
      assertThat(usage(reader)).as("cut at %d", cut).isEqualTo(answer.usage());
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void readsEveryDialectByteByByte(Answer answer) {
    byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
    AnswerReader reader = new AnswerReader("gemini-2.5-pro");
    for (int i = 0; i < bytes.length; i++) {
      reader.read(bytes, i, 1);
    }
    assertThat(usage(reader)).isEqualTo(answer.usage());
  }

  @Test
  void knowsTheUsageOfWhatCameBeforeTheEnd() {
    AnswerReader reader = new AnswerReader("gemini-2.5-pro");
    byte[] bytes = EVENTS.getBytes(StandardCharsets.UTF_8);
    reader.read(bytes, 0, EVENTS.indexOf("}]\"}]"));
    assertThat(usage(reader)).isEqualTo(new Usage(9, 0, 0, 0, 9));
  }

  @Test
  void goesOnWithTheNextEventWhenOneWasCutInsideAText() {
    AnswerReader reader = new AnswerReader("gemini-2.5-pro");
    byte[] bytes =
        ("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"cut her\n\n" + EVENTS)
            .getBytes(StandardCharsets.UTF_8);
    reader.read(bytes, 0, bytes.length);
    assertThat(usage(reader)).isEqualTo(new Usage(9, 4, 0, 0, 13));
  }

  @Test
  void findsTheUsageBehindAnythingThatTheModelMayWrite() {
    Random random = new Random(20261121);
    String[] pieces = {
      "\\\"",
      "\\\\",
      "\\n",
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      "usageMetadata",
      "\\\"usage\\\":{",
      "\\\"promptTokenCount\\\": 5",
      "é",
      "漢",
      "data: ",
      "x"
    };
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      byte[] bytes =
          """
          {"candidates":[{"content":{"parts":[{"text":"%s"}]}}],"usageMetadata":{"promptTokenCount":%d}}
          """
              .formatted(text, round)
              .getBytes(StandardCharsets.UTF_8);
      AnswerReader reader = new AnswerReader("gemini-2.5-pro");
      int at = 0;
      while (at < bytes.length) {
        int length = Math.min(1 + random.nextInt(40), bytes.length - at);
        reader.read(bytes, at, length);
        at += length;
      }
      assertThat(usage(reader)).as("%s", text).isEqualTo(new Usage(round, 0, 0, 0, 0));
    }
  }

  @Test
  void bearsAnyBytes() {
    Random random = new Random(7);
    String likely = "{}[]\",:\\\n usage0";
    for (int round = 0; round < 3000; round++) {
      byte[] bytes = GENERATED.getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(30); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) likely.charAt(random.nextInt(likely.length()));
      }
      AnswerReader reader = new AnswerReader("gemini-2.5-pro");
      reader.read(bytes, 0, bytes.length);
      Usage usage = usage(reader);
      assertThat(usage == null || usage.promptTokens() >= 0).isTrue();
    }
  }

  @Test
  void aLongTextInAUsageIsNoHindrance() {
    byte[] bytes =
        ("{\"usage\":{\"x\":\"" + "y".repeat(100_000) + "\",\"prompt_tokens\":4}}")
            .getBytes(StandardCharsets.UTF_8);
    AnswerReader reader = new AnswerReader("gemini-2.5-pro");
    reader.read(bytes, 0, bytes.length);
    assertThat(usage(reader)).isEqualTo(new Usage(4, 0, 0, 0, 0));
  }

  static Stream<Arguments> words() {
    return Stream.of(
        Arguments.of(
            "{\"candidates\":[{\"finishReason\":\"STOP\"},{\"content\":{\"finishReason\":\"x\"},"
                + "\"finishReason\":\"MAX_TOKENS\"}],\"modelVersion\":\"gemini-2.5-flash-001\","
                + "\"responseId\":\"r_1-a\"}",
            "gemini-2.5-flash-001",
            "r_1-a",
            List.of("STOP", "MAX_TOKENS")),
        Arguments.of(
            """
            data: {"candidates":[{"index":0}],"responseId":"r"}

            data: {"candidates":[{"finishReason":"SAFETY"}],"responseId":"r"}

            """,
            null,
            "r",
            List.of("SAFETY")),
        Arguments.of(
            """
            data: {"candidates":[{"finishReason":"STOP"}]}

            data: {"candidates":[{"finishReason":"STOP"}]}

            """,
            null,
            null,
            List.of("STOP")),
        Arguments.of(
            "[{\"candidates\":[{\"finishReason\":\"A\"}]},{\"candidates\":[{\"finishReason\":\"B\"}]}]",
            null,
            null,
            List.of("B")),
        Arguments.of(
            "{\"id\":\"chatcmpl-1\",\"model\":\"models/gemini-2.5-pro\",\"choices\":[{\"id\":\"no\","
                + "\"message\":{\"model\":\"no\"},\"finish_reason\":\"tool_calls\"}]}",
            "gemini-2.5-pro",
            "chatcmpl-1",
            List.of("tool_calls")),
        Arguments.of(
            "{\"interaction\":{\"id\":\"i-1\",\"model\":\"gemini-x\"},\"step\":{\"id\":\"no\"}}",
            "gemini-x",
            "i-1",
            List.of()),
        Arguments.of(
            "{\"responseId\":\"no word\",\"modelVersion\":\"tab\\tb\"}", null, null, List.of()),
        Arguments.of("{\"responseId\":\"" + "x".repeat(300) + "\"}", null, null, List.of()),
        Arguments.of(
            "{\"responseId\":\"" + "x".repeat(256) + "\"}", null, "x".repeat(256), List.of()),
        Arguments.of("{\"responseId\":null,\"modelVersion\":7}", null, null, List.of()));
  }

  @ParameterizedTest
  @MethodSource("words")
  void readsModelIdAndFinishReasonsHoweverTheyAreCut(
      String answer, String model, String id, List<String> finishReasons) {
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      AnswerReader reader = new AnswerReader("gemini-2.5-pro");
      reader.read(bytes, 0, cut);
      reader.read(bytes, cut, bytes.length - cut);
      AnswerSummary expected =
          model == null && id == null && finishReasons.isEmpty()
              ? null
              : new AnswerSummary(null, model, id, finishReasons);
      assertThat(reader.summary()).as("cut at %d", cut).isEqualTo(expected);
    }
  }

  private static Usage usage(AnswerReader reader) {
    AnswerSummary summary = reader.summary();
    return summary == null ? null : summary.usage();
  }

  record Answer(String text, Usage usage) {}
}
