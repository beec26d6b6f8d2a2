package io.geminiquota.benchmarks.goodput;

import java.util.Optional;

/**
 * What all contestants are put through.
 *
 * @param id how the command line calls it
 * @param title how the table calls it
 * @param load what is asked of them
 * @param processes how many processes share the load
 * @param quota what the simulator enforces
 * @param told what a contestant who wants to be told the limit is told
 * @param sharing how the processes share the quota, if they do
 */
record Scenario(
    String id,
    String title,
    Load load,
    int processes,
    Quota quota,
    long told,
    Optional<Sharing> sharing) {

  /** One whose processes know nothing of each other. */
  Scenario(String id, String title, Load load, int processes, Quota quota, long told) {
    this(id, title, load, processes, quota, told, Optional.empty());
  }

  /** Whether contestants are told something else than the truth: the others are not affected. */
  boolean misleads() {
    return told != quota.limit();
  }
}
