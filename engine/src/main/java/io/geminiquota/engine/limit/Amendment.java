package io.geminiquota.engine.limit;

import java.time.Duration;

/**
 * A use was another than was granted: the answer told how many tokens it was, the server did not
 * count it, or it left later.
 *
 * @param grant the number of the petition that was granted
 * @param requests more than was counted; less if negative
 * @param tokens more than was counted; less if negative
 * @param images more than was counted; less if negative
 * @param later how much later all of the grant began to age than was told before; 0 for no later
 */
public record Amendment(long grant, long requests, long tokens, long images, Duration later) {

  /** This and another one of the same grant. */
  Amendment and(Amendment other) {
    return new Amendment(
        grant,
        requests + other.requests,
        tokens + other.tokens,
        images + other.images,
        later.plus(other.later));
  }
}
