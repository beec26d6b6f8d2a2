package io.geminiquota.engine.limit;

/** What a quota counts. */
public enum Dimension {
  /** Requests; each text of a batch embedding is one. */
  REQUESTS(0),
  /** Tokens of the prompt. */
  TOKENS(1),
  /** Images that are asked for. */
  IMAGES(2);

  static final int COUNT = 3;

  /** Its place where one number is kept for each dimension. */
  final int index;

  Dimension(int index) {
    this.index = index;
  }
}
