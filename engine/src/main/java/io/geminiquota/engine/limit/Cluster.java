package io.geminiquota.engine.limit;

/**
 * The JVMs that use the same quotas, and what they share of them: whoever implements this keeps it
 * where all of them can reach it.
 */
public interface Cluster {

  /**
   * What is shared of the quota of one gate.
   *
   * @param gate the same name for the same gate in every JVM; never holds a key
   */
  SharedQuota quota(String gate);

  /** What one JVM finds out and all are to know. */
  Noticeboard noticeboard();

  /** How many JVMs there are at least, while the store has told nothing better; 1 or more. */
  int expectedMembers();
}
