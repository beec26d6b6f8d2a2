package io.geminiquota.cluster.redis;

/**
 * What a JVM has heard of a gate's store last: by this the store notices what it has forgotten.
 *
 * @param epoch empty if it was never heard
 * @param members how many there were
 * @param number of the petition that was replied to
 */
record LastHeard(String epoch, int members, long number) {

  static final LastHeard NOTHING = new LastHeard("", 0, 0);
}
