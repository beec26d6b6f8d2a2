package io.geminiquota.adapters.cache;

import io.geminiquota.engine.cache.CacheKey;
import io.geminiquota.engine.cache.KeptAnswer;
import io.geminiquota.engine.usage.AnswerReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is written to a file: what it is, under which key, until when, its body, and a
 * SHA-256 of all of that. What is not exactly so is no answer.
 */
final class AnswerFile {

  /** What the files of every version begin with. */
  private static final int MAGIC = 0x47514131;

  private static final int VERSION = 1;
  private static final int DIGEST = 32;

  private AnswerFile() {}

  static byte[] write(CacheKey key, KeptAnswer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.body().length + 256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.write(key.bytes());
      out.writeLong(answer.came().toEpochMilli());
      out.writeLong(answer.expires().toEpochMilli());
      out.writeInt(answer.status());
      String contentType = answer.contentType();
      out.writeUTF(contentType == null ? "" : contentType);
      out.writeInt(answer.body().length);
      out.write(answer.body());
      out.write(sha256(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** The answer that was written under this key, null if the bytes are anything else. */
  static @Nullable KeptAnswer read(CacheKey key, byte[] bytes) {
    int length = bytes.length - DIGEST;
    if (!isOurs(bytes)
        || length < 0
        || !Arrays.equals(
            sha256(Arrays.copyOf(bytes, length)),
            Arrays.copyOfRange(bytes, length, bytes.length))) {
      return null;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      in.readInt();
      if (in.readInt() != VERSION || !CacheKey.ofBytes(in.readNBytes(DIGEST)).equals(key)) {
        return null;
      }
      Instant came = Instant.ofEpochMilli(in.readLong());
      Instant expires = Instant.ofEpochMilli(in.readLong());
      int status = in.readInt();
      String contentType = in.readUTF();
      byte[] body = in.readNBytes(in.readInt());
      AnswerReader reader = new AnswerReader("");
      reader.read(body, 0, body.length);
      return new KeptAnswer(
          status,
          contentType.isEmpty() ? null : contentType,
          body,
          reader.summary(),
          came,
          expires);
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether they were one of our files, of this version, or the beginning of one. */
  static boolean isDamaged(byte[] bytes) {
    boolean ofThisVersion = bytes.length < 2 * Integer.BYTES || bytes[7] == VERSION;
    return bytes.length == 0 || (isOurs(bytes) && ofThisVersion);
  }

  private static boolean isOurs(byte[] bytes) {
    return bytes.length >= Integer.BYTES
        && bytes[0] == (byte) (MAGIC >> 24)
        && bytes[1] == (byte) (MAGIC >> 16)
        && bytes[2] == (byte) (MAGIC >> 8)
        && bytes[3] == (byte) MAGIC;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
