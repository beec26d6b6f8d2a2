package io.geminiquota.engine.usage;

/**
 * What an answer says that its request used. What it does not mention is 0: the service leaves out
 * zeros.
 *
 * @param promptTokens the whole prompt, cached parts included
 * @param answerTokens all candidates together, without thoughts
 * @param thoughtTokens what the model thought before it answered
 * @param cachedTokens the part of the prompt that came out of a cache
 * @param totalTokens the sum, as the service has it
 */
public record Usage(
    long promptTokens, long answerTokens, long thoughtTokens, long cachedTokens, long totalTokens) {

  /**
   * All that the model has written, thoughts included. Gemini counts thoughts beside the answer,
   * OpenAI as a part of it; the sum tells which.
   */
  public long outputTokens() {
    boolean apart = totalTokens == 0 || promptTokens + answerTokens + thoughtTokens <= totalTokens;
    return apart ? answerTokens + thoughtTokens : answerTokens;
  }
}
