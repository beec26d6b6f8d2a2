package io.geminiquota.engine.route;

/** What a request asks a model to do, as far as quotas and telemetry tell operations apart. */
public enum Operation {
  /** generateContent, streamGenerateContent, and everything that is charged like them. */
  GENERATE_CONTENT,
  /** The OpenAI-compatible chat completions. */
  CHAT,
  /** embedContent, batchEmbedContents, and the OpenAI-compatible embeddings. */
  EMBEDDINGS,
  /** countTokens and computeTokens, which have quotas of their own. */
  COUNT_TOKENS,
  /** predict: images. */
  PREDICT,
  /** predictLongRunning: videos. */
  PREDICT_LONG_RUNNING,
  /** batchGenerateContent and its kin: work for the Batch API. */
  BATCH,
  /** Creation of an Interaction. */
  INTERACTION,
  /** Creation of cached content. */
  CREATE_CACHE,
  /** The opening of a Live session; which model it is for stands in its first frame. */
  LIVE;

  /** Whether it uses the requests and tokens that limits are set for. */
  public boolean isLimited() {
    return this != COUNT_TOKENS && this != LIVE;
  }
}
