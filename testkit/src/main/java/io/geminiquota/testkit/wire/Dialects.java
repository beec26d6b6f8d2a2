package io.geminiquota.testkit.wire;

/** The APIs that the simulator speaks. */
public final class Dialects {

  /** The Gemini API; also for requests that belong to no API. */
  public static final Dialect GEMINI = new GeminiDialect();

  static final Dialect VERTEX = new VertexDialect();
  static final Dialect INTERACTIONS = new InteractionsDialect();
  static final Dialect OPENAI = new OpenAiDialect();

  private Dialects() {}
}
