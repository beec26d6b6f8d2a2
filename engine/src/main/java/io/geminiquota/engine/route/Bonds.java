package io.geminiquota.engine.route;

/**
 * What ties a request to where the application asked, so that it must not be sent another way:
 * something that it names, or leaves behind, is to be had there only.
 *
 * @param toProject no other project has it, e.g. an uploaded file
 * @param toModel no other model takes it, or would answer the same question, e.g. one for a vector
 * @param toService only this one of Google's APIs has words for it: the Developer API, or Vertex AI
 */
public record Bonds(boolean toProject, boolean toModel, boolean toService) {

  /** What is tied to everything, or cannot be looked into. */
  public static final Bonds ALL = new Bonds(true, true, true);

  /** What can be sent any way. */
  public static final Bonds NONE = new Bonds(false, false, false);

  private static final Bonds TO_SERVICE = new Bonds(false, false, true);

  /** Those of all requests that ask the same, whatever stands in them. */
  static Bonds of(Operation operation) {
    return switch (operation) {
      case GENERATE_CONTENT -> NONE;
      // Vertex AI has its own paths and words for these.
      case CHAT, PREDICT, INTERACTION -> TO_SERVICE;
      // The vectors of two models cannot be compared, nor the tokens of two tokenizers.
      case EMBEDDINGS, COUNT_TOKENS -> new Bonds(false, true, true);
      // The operation that it starts is asked for later, where it was started.
      case PREDICT_LONG_RUNNING -> new Bonds(true, false, true);
      case BATCH, CREATE_CACHE, LIVE -> ALL;
    };
  }

  /** These and those. */
  Bonds and(Bonds others) {
    return new Bonds(
        toProject || others.toProject, toModel || others.toModel, toService || others.toService);
  }

  boolean areAll() {
    return toProject && toModel && toService;
  }
}
