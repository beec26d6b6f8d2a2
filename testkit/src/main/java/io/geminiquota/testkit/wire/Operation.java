package io.geminiquota.testkit.wire;

import java.util.Arrays;
import java.util.Optional;

/** What a request wants done. */
public enum Operation {
  GENERATE_CONTENT("generateContent", Family.GENERATE),
  STREAM_GENERATE_CONTENT("streamGenerateContent", Family.GENERATE),
  EMBED_CONTENT("embedContent", Family.EMBED),
  BATCH_EMBED_CONTENTS("batchEmbedContents", Family.EMBED),
  COUNT_TOKENS("countTokens", Family.FREE),
  BATCH_GENERATE_CONTENT("batchGenerateContent", Family.FREE),
  PREDICT("predict", Family.PREDICT),
  CREATE_INTERACTION("interactions.create", Family.GENERATE),
  CHAT_COMPLETIONS("openai/chat/completions", Family.GENERATE),
  OPENAI_EMBEDDINGS("openai/embeddings", Family.EMBED),
  LIST_MODELS("models.list", Family.FREE),
  GET_MODEL("models.get", Family.FREE);

  /** The operations that share the names of their quotas. */
  enum Family {
    GENERATE,
    EMBED,
    PREDICT,
    /** No quota of the simulator applies. */
    FREE
  }

  private final String wireName;
  private final Family family;

  Operation(String wireName, Family family) {
    this.wireName = wireName;
    this.family = family;
  }

  /** The operation that stands behind the colon of a path. */
  static Optional<Operation> ofAction(String action) {
    return Arrays.stream(values()).filter(each -> each.wireName.equals(action)).findFirst();
  }

  /** The name on the wire, as it stands in the log. */
  public String wireName() {
    return wireName;
  }

  /** Whether quotas apply: counting tokens, making batch jobs and listing models is free. */
  public boolean usesQuota() {
    return family != Family.FREE;
  }

  Family family() {
    return family;
  }
}
