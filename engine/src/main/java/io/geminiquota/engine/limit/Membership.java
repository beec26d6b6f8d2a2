package io.geminiquota.engine.limit;

/**
 * That a gate's quota is shared with the other JVMs of a cluster.
 *
 * @param cluster of which the JVM is a member
 * @param quota of the gate
 */
public record Membership(Cluster cluster, SharedQuota quota) {

  /** Of the gate with a name that is the same in every JVM. */
  public static Membership of(Cluster cluster, String gate) {
    return new Membership(cluster, cluster.quota(gate));
  }
}
