package io.geminiquota.engine.route;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words by which requests ask for what not every model gives, in all dialects of the API. */
final class ParameterWords {

  private static final Set<String> WITH_VALUE =
      Set.of(
          "thinkingBudget",
          "thinkingLevel",
          "reasoningEffort",
          "presencePenalty",
          "frequencyPenalty",
          "role",
          "type",
          "mimeType",
          "responseMimeType",
          "responseModalities",
          "modalities");

  private ParameterWords() {}

  /** Whether the value of such a field has to be known. */
  static boolean needValueOf(String field) {
    return WITH_VALUE.contains(field);
  }

  /**
   * What one field asks for.
   *
   * @param path of the field, in camel case
   * @param field the last name of the path
   * @param value of the field where it was needed, else empty
   */
  static List<Parameter> of(String path, String field, String value) {
    String word = value.toLowerCase(Locale.ROOT);
    return switch (field) {
      case "thinkingConfig", "thinkingSummaries" -> List.of(Parameter.THINKING);
      case "thinkingBudget" ->
          word.equals("0")
              ? List.of(Parameter.THINKING_BUDGET, Parameter.NO_THINKING)
              : List.of(Parameter.THINKING_BUDGET);
      case "thinkingLevel" -> ofLevel(path, word);
      case "reasoningEffort" ->
          word.equals("none")
              ? List.of(Parameter.THINKING, Parameter.NO_THINKING)
              : List.of(Parameter.THINKING);
      case "presencePenalty", "frequencyPenalty" ->
          isZero(word) ? List.of() : List.of(Parameter.PENALTY);
      case "mediaResolution" ->
          path.equals("contents.parts.mediaResolution")
              ? List.of(Parameter.PART_RESOLUTION)
              : List.of();
      case "systemInstruction" -> List.of(Parameter.SYSTEM_INSTRUCTION);
      case "role" ->
          word.equals("system") || word.equals("developer")
              ? List.of(Parameter.SYSTEM_INSTRUCTION)
              : List.of();
      case "functionDeclarations" -> List.of(Parameter.FUNCTIONS);
      case "googleSearch",
          "googleSearchRetrieval",
          "googleMaps",
          "codeExecution",
          "computerUse",
          "enterpriseWebSearch",
          "fileSearch",
          "retrieval",
          "urlContext" ->
          path.startsWith("tools.") ? List.of(Parameter.BUILT_IN_TOOLS) : List.of();
      case "responseSchema", "responseJsonSchema" -> List.of(Parameter.JSON_OUTPUT);
      case "responseMimeType" ->
          word.contains("json") || word.contains("enum")
              ? List.of(Parameter.JSON_OUTPUT)
              : List.of();
      case "responseModalities", "modalities" -> ofModality(word);
      case "mimeType" -> ofMedium(path, word);
      case "type" -> ofType(path, word);
      default -> List.of();
    };
  }

  /** Interactions have no configuration of thinking around it. */
  private static List<Parameter> ofLevel(String path, String level) {
    Parameter most =
        level.equals("minimal") ? Parameter.MINIMAL_THINKING : Parameter.THINKING_LEVEL;
    return path.contains("thinkingConfig")
        ? List.of(Parameter.THINKING_LEVEL, most)
        : List.of(Parameter.THINKING, Parameter.THINKING_LEVEL, most);
  }

  private static List<Parameter> ofModality(String modality) {
    return switch (modality) {
      case "image" -> List.of(Parameter.IMAGE_OUTPUT);
      case "audio" -> List.of(Parameter.AUDIO_OUTPUT);
      case "text" -> List.of(Parameter.TEXT_OUTPUT);
      default -> List.of();
    };
  }

  private static List<Parameter> ofMedium(String path, String type) {
    if (path.startsWith("responseFormat")) {
      return type.contains("json") ? List.of(Parameter.JSON_OUTPUT) : List.of();
    }
    return type.startsWith("audio/")
        ? List.of(Parameter.AUDIO_INPUT)
        : type.startsWith("video/") ? List.of(Parameter.VIDEO_INPUT) : List.of();
  }

  private static List<Parameter> ofType(String path, String type) {
    if (path.equals("tools.type")) {
      return List.of(type.equals("function") ? Parameter.FUNCTIONS : Parameter.BUILT_IN_TOOLS);
    }
    if (path.equals("responseFormat.type")) {
      return type.startsWith("json") ? List.of(Parameter.JSON_OUTPUT) : List.of();
    }
    return switch (type) {
      case "input_audio", "audio" -> List.of(Parameter.AUDIO_INPUT);
      case "video", "video_url" -> List.of(Parameter.VIDEO_INPUT);
      default -> List.of();
    };
  }

  private static boolean isZero(String number) {
    try {
      return Double.parseDouble(number) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
