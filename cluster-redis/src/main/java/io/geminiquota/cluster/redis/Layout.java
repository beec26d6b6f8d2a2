package io.geminiquota.cluster.redis;

/** How the servers are put together. */
public enum Layout {
  /** Asked of the server: whether it is a node of a Redis Cluster. */
  DETECTED,
  /** One server, or what a Sentinel watches. */
  SINGLE,
  /** A Redis Cluster. */
  CLUSTER
}
