package io.geminiquota.engine.policy;

import io.geminiquota.engine.route.SecretReference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * With whom the quotas are shared. Immutable.
 *
 * @param store the URL of what is kept together, {@link #CONNECTION}, or null where nobody shares
 * @param password what it takes to be let in there, null for nothing, or for what is in the URL
 * @param prefix what the names of all that is kept there begin with
 * @param members how many JVMs there are at least, while the store has told nothing better; 1 or
 *     more
 * @param timeout how long the store may take to reply
 * @param jar where the agent finds what speaks with the store, an absolute path; null for beside
 *     its own jar
 */
public record ClusterSettings(
    @Nullable String store,
    @Nullable SecretReference password,
    String prefix,
    int members,
    Duration timeout,
    @Nullable String jar) {

  /** In the place of a URL: the connection that the application has itself. */
  public static final String CONNECTION = "redis";

  private static final ClusterSettings NONE =
      new ClusterSettings(null, null, "gemini-quota", 4, Duration.ofMillis(250), null);

  /** Nothing is shared. */
  public static ClusterSettings none() {
    return NONE;
  }

  /** Whether quotas are to be shared at all. */
  public boolean isShared() {
    return store != null;
  }

  /** Whether they are by a connection that the application has itself. */
  public boolean isByConnection() {
    return CONNECTION.equals(store);
  }

  /**
   * The store without the user, the password and the query of its URL; null where there is none.
   */
  public @Nullable String storeToShow() {
    return store == null ? null : store.replaceAll("(?<=://)[^/]*@|\\?.*", "");
  }

  /** Without credentials. */
  @Override
  public String toString() {
    return "ClusterSettings[" + storeToShow() + ", " + prefix + "]";
  }
}
