package io.geminiquota.engine.usage;

/** What an answer may say of itself that we look for, under the names of every dialect. */
enum AnswerField {
  /** Everything else. */
  OTHER(false, false),
  /** The object that tells what was used. */
  USAGE(false, false),
  /** An object that is the answer, in one that says something about it. */
  WRAPPED(false, false),
  /** The list of what the model has answered. */
  CANDIDATES(false, false),
  MODEL(true, false),
  ID(true, false),
  FINISH_REASON(true, false),
  PROMPT_TOKENS(false, true),
  ANSWER_TOKENS(false, true),
  THOUGHT_TOKENS(false, true),
  CACHED_TOKENS(false, true),
  TOTAL_TOKENS(false, true);

  /** Where in an answer a name may stand. */
  enum Place {
    /** In an answer itself, or in an object that is the answer. */
    ANSWER,
    /** In an object of the list of candidates or choices. */
    CANDIDATE,
    /** In the usage. */
    USAGE,
    /** In an object in the usage. */
    USAGE_DETAILS,
    /** Where nothing is of interest. */
    ELSEWHERE
  }

  private static final Name[] IN_ANSWER = {
    new Name("usageMetadata", USAGE),
    new Name("modelVersion", MODEL),
    new Name("responseId", ID),
    new Name("candidates", CANDIDATES),
    new Name("usage", USAGE),
    new Name("model", MODEL),
    new Name("id", ID),
    new Name("choices", CANDIDATES),
    new Name("response", WRAPPED),
    new Name("interaction", WRAPPED),
    new Name("usage_metadata", USAGE),
    new Name("model_version", MODEL),
    new Name("response_id", ID)
  };

  private static final Name[] IN_CANDIDATE = {
    new Name("finishReason", FINISH_REASON), new Name("finish_reason", FINISH_REASON)
  };

  private static final Name[] IN_USAGE = {
    new Name("promptTokenCount", PROMPT_TOKENS),
    new Name("prompt_token_count", PROMPT_TOKENS),
    new Name("prompt_tokens", PROMPT_TOKENS),
    new Name("total_input_tokens", PROMPT_TOKENS),
    new Name("input_tokens", PROMPT_TOKENS),
    new Name("candidatesTokenCount", ANSWER_TOKENS),
    new Name("candidates_token_count", ANSWER_TOKENS),
    new Name("completion_tokens", ANSWER_TOKENS),
    new Name("total_output_tokens", ANSWER_TOKENS),
    new Name("output_tokens", ANSWER_TOKENS),
    new Name("thoughtsTokenCount", THOUGHT_TOKENS),
    new Name("thoughts_token_count", THOUGHT_TOKENS),
    new Name("total_thought_tokens", THOUGHT_TOKENS),
    new Name("total_reasoning_tokens", THOUGHT_TOKENS),
    new Name("reasoning_tokens", THOUGHT_TOKENS),
    new Name("cachedContentTokenCount", CACHED_TOKENS),
    new Name("cached_content_token_count", CACHED_TOKENS),
    new Name("total_cached_tokens", CACHED_TOKENS),
    new Name("cached_tokens", CACHED_TOKENS),
    new Name("totalTokenCount", TOTAL_TOKENS),
    new Name("total_token_count", TOTAL_TOKENS),
    new Name("total_tokens", TOTAL_TOKENS)
  };

  /** Of all details only OpenAI's two are not told elsewhere. */
  private static final Name[] IN_USAGE_DETAILS = {
    new Name("reasoning_tokens", THOUGHT_TOKENS), new Name("cached_tokens", CACHED_TOKENS)
  };

  private static final Name[] NONE = {};

  private final boolean text;
  private final boolean count;

  AnswerField(boolean text, boolean count) {
    this.text = text;
    this.count = count;
  }

  /** The field of that name there. */
  static AnswerField of(Place place, ShortText name) {
    for (Name known : namesIn(place)) {
      if (name.is(known.text)) {
        return known.field;
      }
    }
    return OTHER;
  }

  /** Whether its value is a string. */
  boolean isText() {
    return text;
  }

  /** Whether its value is a number of tokens. */
  boolean isCount() {
    return count;
  }

  private static Name[] namesIn(Place place) {
    return switch (place) {
      case ANSWER -> IN_ANSWER;
      case CANDIDATE -> IN_CANDIDATE;
      case USAGE -> IN_USAGE;
      case USAGE_DETAILS -> IN_USAGE_DETAILS;
      case ELSEWHERE -> NONE;
    };
  }

  private record Name(String text, AnswerField field) {}
}
