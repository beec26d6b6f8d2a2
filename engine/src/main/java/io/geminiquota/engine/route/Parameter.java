package io.geminiquota.engine.route;

/** What a request can ask of a model that not every model gives. */
public enum Parameter {
  /** How much, and whether, the model is to think, in any words. */
  THINKING("thinking", true),
  /** The same as a number of tokens. */
  THINKING_BUDGET("a thinking budget", true),
  /** Not to think at all, as a budget of 0. */
  NO_THINKING("a thinking budget of 0", true),
  /** The same as a level. */
  THINKING_LEVEL("a thinking level", true),
  /** Hardly to think, as a level. */
  MINIMAL_THINKING("the thinking level MINIMAL", true),
  /** A presence or frequency penalty other than 0. */
  PENALTY("a presence or frequency penalty", true),
  /** The resolution of a single medium. */
  PART_RESOLUTION("the media resolution of a part", true),
  /** What the model is told before the conversation. */
  SYSTEM_INSTRUCTION("a system instruction", false),
  /** Functions of the application. */
  FUNCTIONS("function calling", false),
  /** Tools of Google's: search, code execution, and the like. */
  BUILT_IN_TOOLS("Google's own tools", false),
  /** An answer in JSON. */
  JSON_OUTPUT("an answer in JSON", false),
  /** An answer with images. */
  IMAGE_OUTPUT("images in the answer", false),
  /** An answer that is spoken. */
  AUDIO_OUTPUT("an answer as sound", false),
  /** An answer in words, as nearly all are. */
  TEXT_OUTPUT("an answer in words", false),
  /** Sound in the prompt. */
  AUDIO_INPUT("sound in the prompt", false),
  /** A film in the prompt. */
  VIDEO_INPUT("a film in the prompt", false);

  private final String words;
  private final boolean tuning;

  Parameter(String words, boolean tuning) {
    this.words = words;
    this.tuning = tuning;
  }

  /**
   * Whether the answer is still what was asked for without it; else a model that does not take it
   * cannot answer the request.
   */
  boolean isTuning() {
    return tuning;
  }

  /** As a person is told, e.g. {@code function calling}. */
  String words() {
    return words;
  }
}
