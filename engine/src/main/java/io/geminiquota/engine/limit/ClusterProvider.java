package io.geminiquota.engine.limit;

import io.geminiquota.engine.policy.ClusterSettings;
import io.geminiquota.engine.route.Secrets;
import java.util.function.BiConsumer;

/**
 * Opens clusters whose store is of a certain kind. Found by {@link java.util.ServiceLoader}, so
 * that what speaks with the store can be left out where nobody shares anything.
 */
public interface ClusterProvider {

  /**
   * Whether it knows what the URL of a store names.
   *
   * @param scheme of the URL, e.g. {@code redis}
   */
  boolean serves(String scheme);

  /**
   * Opens a cluster. Takes the time that its classes need, and what a first connection needs; a
   * store that cannot be reached is no failure: it is looked for until it is there.
   *
   * @param settings name the store by a URL that is served
   * @param secrets fetches the password, if the settings name one
   * @param trouble is told a topic, and a line for a person; again and again, so what is heard is
   *     to be throttled for each topic
   * @throws IllegalArgumentException if the URL says what cannot be; the message has no credentials
   */
  OpenCluster open(ClusterSettings settings, Secrets secrets, BiConsumer<String, String> trouble);

  /**
   * A cluster that was opened.
   *
   * @param cluster itself
   * @param close leaves it, and everything that was opened for it; takes a second at most
   */
  record OpenCluster(Cluster cluster, Runnable close) {}
}
