package io.geminiquota.testkit.wire;

/** Whether and how an answer comes in chunks. */
public enum Streaming {
  NONE,
  /** Server-sent events. */
  SSE,
  /** One JSON list, element by element: {@code streamGenerateContent} without {@code alt=sse}. */
  JSON_LIST
}
