package io.geminiquota.engine.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What identical calls have in common and no others: a SHA-256 of everything that their answer
 * depends on. Neither prompts nor credentials can be had back from it. Immutable.
 */
public final class CacheKey {

  private static final int BYTES = 32;

  private final byte[] digest;

  private CacheKey(byte[] digest) {
    this.digest = digest;
  }

  /** The key of these parts in this order: where one ends and the next begins is part of it. */
  static CacheKey of(List<byte[]> parts) {
    MessageDigest sha256 = sha256();
    for (byte[] part : parts) {
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
      sha256.update(part);
    }
    return new CacheKey(sha256.digest());
  }

  /** What stands for a credential: always the same for the same one. */
  static byte[] hash(String credential) {
    return sha256().digest(credential.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The same key, spelled with 64 hexadecimal digits in lower case. */
  public String hex() {
    return HexFormat.of().formatHex(digest);
  }

  /** Its 32 bytes. */
  public byte[] bytes() {
    return digest.clone();
  }

  /** The key of 32 bytes that {@link #bytes} has told. */
  public static CacheKey ofBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.length);
    }
    return new CacheKey(bytes.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheKey key && Arrays.equals(digest, key.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  /** As {@link #hex}. */
  @Override
  public String toString() {
    return hex();
  }
}
