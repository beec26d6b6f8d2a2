package io.geminiquota.engine.usage;

import io.geminiquota.engine.route.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What one request will use of the quotas, as far as its body tells. Text and media stand apart
 * because a model's own count departs from the documented one differently for each; {@link
 * TokenCalibration} learns by how much.
 *
 * @param requests how many requests the quota counts, 1 at least: a batch of texts to embed counts
 *     each of them
 * @param textTokens the documented size of the prompt's text, instructions, tools and schemas; 0 or
 *     more
 * @param mediaTokens the documented size of its images, sounds, films and documents; 0 or more
 * @param images how many images are asked for
 * @param cached whether the prompt begins with a cached content, whose size the body does not tell
 */
public record RequestSize(
    long requests, long textTokens, long mediaTokens, long images, boolean cached) {

  /** A request of which nothing is known but that it is one. */
  public static final RequestSize UNKNOWN = new RequestSize(1, 0, 0, 0, false);

  /**
   * Estimates a request. Takes time in proportion to the body, keeps nothing of it, and never
   * throws: of a body that is no JSON, or is cut, what could be read counts.
   *
   * <p>Cached content counts nothing: whether it counts against the tokens per minute is not
   * documented.
   *
   * @param operation what is asked
   * @param model the model's id; a model that makes images does so without being told
   * @param body JSON in UTF-8, null when it is not known
   */
  public static RequestSize of(Operation operation, String model, byte @Nullable [] body) {
    return body == null ? UNKNOWN : new RequestReader(operation, model, body).read();
  }

  /** The tokens of the whole prompt, before any calibration; 1 at least. */
  public long tokens() {
    return Math.max(1, textTokens + mediaTokens);
  }
}
