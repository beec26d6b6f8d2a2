package io.geminiquota.cluster.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the store is, and how it is used. Immutable, and never shows a password.
 *
 * @param uri {@code redis://}, {@code rediss://} (TLS) or {@code redis-sentinel://}, with a user
 *     and a password if the server wants them
 * @param password instead of the one in the URI, asked anew for each connection; null for that one
 * @param trusted a PEM file of the certificates that are trusted with TLS; null for those that this
 *     JVM trusts
 * @param prefix all keys begin with it: letters, digits, dots, hyphens, underscores, colons
 * @param timeout how long a reply is waited for, more than 0
 * @param layout how the servers are put together
 * @param expectedMembers how many JVMs there are at least, until the store was reached for the
 *     first time; 1 or more
 */
public record RedisSettings(
    String uri,
    @Nullable Supplier<@Nullable String> password,
    @Nullable Path trusted,
    String prefix,
    Duration timeout,
    Layout layout,
    int expectedMembers) {

  /** What keys begin with unless it is said otherwise. */
  public static final String DEFAULT_PREFIX = "gemini-quota";

  /** How long a reply is waited for unless it is said otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(250);

  /** How many JVMs are expected unless it is said otherwise. */
  public static final int DEFAULT_MEMBERS = 4;

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /**
   * Checks what is allowed.
   *
   * @throws IllegalArgumentException with what is wrong, and no password
   */
  public RedisSettings {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "the prefix of keys must be 1 to 64 letters, digits, dots, hyphens, underscores or colons");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("the timeout must be more than 0");
    }
    if (expectedMembers < 1) {
      throw new IllegalArgumentException("1 member is the least");
    }
  }

  /** The usual ones for a server. */
  public static RedisSettings of(String uri) {
    return new RedisSettings(
        uri, null, null, DEFAULT_PREFIX, DEFAULT_TIMEOUT, Layout.DETECTED, DEFAULT_MEMBERS);
  }

  /** The same with a password from elsewhere. */
  public RedisSettings password(Supplier<@Nullable String> newPassword) {
    return new RedisSettings(uri, newPassword, trusted, prefix, timeout, layout, expectedMembers);
  }

  /** The same with certificates of one's own. */
  public RedisSettings trusted(Path newTrusted) {
    return new RedisSettings(uri, password, newTrusted, prefix, timeout, layout, expectedMembers);
  }

  /** The same with other keys. */
  public RedisSettings prefix(String newPrefix) {
    return new RedisSettings(uri, password, trusted, newPrefix, timeout, layout, expectedMembers);
  }

  /** The same with another patience. */
  public RedisSettings timeout(Duration newTimeout) {
    return new RedisSettings(uri, password, trusted, prefix, newTimeout, layout, expectedMembers);
  }

  /** The same for servers that are put together in another way. */
  public RedisSettings layout(Layout newLayout) {
    return new RedisSettings(uri, password, trusted, prefix, timeout, newLayout, expectedMembers);
  }

  /** The same for so many JVMs. */
  public RedisSettings expectedMembers(int newMembers) {
    return new RedisSettings(uri, password, trusted, prefix, timeout, layout, newMembers);
  }

  /** The servers, without user and password. */
  @Override
  public String toString() {
    return ServerName.of(uri);
  }
}
