package io.geminiquota.engine.route;

import static io.geminiquota.engine.route.Parameter.AUDIO_INPUT;
import static io.geminiquota.engine.route.Parameter.AUDIO_OUTPUT;
import static io.geminiquota.engine.route.Parameter.BUILT_IN_TOOLS;
import static io.geminiquota.engine.route.Parameter.FUNCTIONS;
import static io.geminiquota.engine.route.Parameter.IMAGE_OUTPUT;
import static io.geminiquota.engine.route.Parameter.JSON_OUTPUT;
import static io.geminiquota.engine.route.Parameter.MINIMAL_THINKING;
import static io.geminiquota.engine.route.Parameter.NO_THINKING;
import static io.geminiquota.engine.route.Parameter.PART_RESOLUTION;
import static io.geminiquota.engine.route.Parameter.PENALTY;
import static io.geminiquota.engine.route.Parameter.SYSTEM_INSTRUCTION;
import static io.geminiquota.engine.route.Parameter.TEXT_OUTPUT;
import static io.geminiquota.engine.route.Parameter.THINKING;
import static io.geminiquota.engine.route.Parameter.THINKING_BUDGET;
import static io.geminiquota.engine.route.Parameter.THINKING_LEVEL;
import static io.geminiquota.engine.route.Parameter.VIDEO_INPUT;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What families of models do not take. A stale seed of November 2026, from Google's pages and from
 * errors that users have published: a model that is not here, or has learned since, takes
 * everything, and a refusal by the server is then treated as such.
 */
public final class ModelTraits {

  private static final String GENERATION_1_OR_2 = "gemini-(1\\.5|2\\.0|2\\.5)-.*";
  private static final String MEDIA = "image|tts|audio|live|omni|exp";

  /** A family by its names, and what is not for it. */
  private record Family(Pattern names, Set<Parameter> without) {

    Family(String names, Parameter first, Parameter... others) {
      this(Pattern.compile(names), EnumSet.of(first, others));
    }
  }

  private static final List<Family> FAMILIES =
      List.of(
          // "Thinking level is not supported for this model." (RooCodeInc/Roo-Code#10700)
          new Family("gemini-2\\.5-.*", THINKING_LEVEL, MINIMAL_THINKING),
          // "thinking is not supported by this model"
          new Family("gemini-(1\\.5|2\\.0)-(?!.*thinking).*", THINKING),
          // "Budget 0 is invalid. This model only works in thinking mode." (vercel/ai#8027)
          new Family("gemini-(2\\.5-pro|3.*-pro|3\\.5-flash-lite).*", NO_THINKING),
          // "Thinking level MINIMAL is not supported for this model."
          new Family("gemini-3(\\.\\d)?-pro.*|gemini-3\\.7-flash.*", MINIMAL_THINKING),
          // Measured on the live API in July 2026 (dhyansraj/mcp-mesh#1346)
          new Family("gemini-2\\.5-flash-image.*|.*-tts.*", THINKING),
          new Family("gemma-4.*", THINKING_BUDGET, NO_THINKING),
          // "Penalty is not enabled for this model" (google-gemini/cookbook#1290)
          new Family("gemini-(2\\.5|3).*", PENALTY),
          // ai.google.dev/gemini-api/docs/media-resolution: of a single part since Gemini 3
          new Family(GENERATION_1_OR_2, PART_RESOLUTION),
          // "... is not enabled for models/gemma-3-27b-it" (lobehub#7128, BerriAI/litellm#10313)
          new Family(
              "gemma-3.*",
              THINKING,
              PENALTY,
              SYSTEM_INSTRUCTION,
              FUNCTIONS,
              BUILT_IN_TOOLS,
              JSON_OUTPUT,
              AUDIO_INPUT,
              VIDEO_INPUT),
          new Family("gemma-.*", IMAGE_OUTPUT, AUDIO_OUTPUT, PART_RESOLUTION),
          // ai.google.dev/gemini-api/docs/speech-generation: words in, sound out
          new Family(
              ".*-tts.*",
              TEXT_OUTPUT,
              IMAGE_OUTPUT,
              FUNCTIONS,
              BUILT_IN_TOOLS,
              JSON_OUTPUT,
              AUDIO_INPUT,
              VIDEO_INPUT),
          // ai.google.dev/gemini-api/docs/models: "Function calling: not supported"
          new Family("gemini-.*-image.*", AUDIO_OUTPUT, FUNCTIONS),
          new Family("gemini-(?!.*(" + MEDIA + ")).*", IMAGE_OUTPUT, AUDIO_OUTPUT));

  private ModelTraits() {}

  /**
   * Whether a model can answer a request.
   *
   * @param model its id, without any prefix
   */
  public static Fit fit(String model, Demands demands) {
    Set<Parameter> without = without(model);
    if (without.isEmpty()) {
      return Fit.AS_IT_IS;
    }
    List<String> leftOut = new ArrayList<>();
    for (Parameter parameter : Parameter.values()) {
      List<String> paths = demands.parameters().get(parameter);
      if (paths == null || !without.contains(parameter)) {
        continue;
      }
      if (!parameter.isTuning()) {
        return new Fit(model + " does not take " + parameter.words(), List.of());
      }
      paths.stream().filter(path -> !isIn(path, leftOut)).forEach(leftOut::add);
    }
    return new Fit(null, leftOut);
  }

  private static Set<Parameter> without(String model) {
    Set<Parameter> without = EnumSet.noneOf(Parameter.class);
    for (Family family : FAMILIES) {
      if (family.names().matcher(model).matches()) {
        without.addAll(family.without());
      }
    }
    return without;
  }

  /** Whether it is left out already, alone or with what is around it. */
  private static boolean isIn(String path, List<String> leftOut) {
    return leftOut.stream().anyMatch(out -> path.equals(out) || path.startsWith(out + '.'));
  }
}
