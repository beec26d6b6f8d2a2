package io.geminiquota.adapters.cache;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.cache.CacheKey;
import io.geminiquota.engine.cache.KeptAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The main class of a JVM of its own that keeps answers until it is killed. Arguments: the
 * directory, and a seed. Prints a line when it begins.
 */
public final class WritingJvm {

  static final int KEYS = 40;

  private WritingJvm() {}

  public static void main(String[] arguments) {
    DiskAnswers answers =
        new DiskAnswers(
            Path.of(arguments[0]), TimeSource.system(), (topic, line) -> System.out.println(line));
    System.out.println("writes");
    Random random = new Random(Long.parseLong(arguments[1]));
    while (true) {
      int number = random.nextInt(KEYS);
      Instant now = Instant.now();
      byte[] body = body(number, 100 + random.nextInt(200_000));
      answers.keep(
          key(number),
          new KeptAnswer(200, "application/json", body, null, now, now.plus(Duration.ofHours(1))));
      LockSupport.parkNanos(100_000);
    }
  }

  static CacheKey key(int number) {
    return CacheKey.ofBytes(ByteBuffer.allocate(32).putInt(number).array());
  }

  /** A body that says whose it is from the first byte to the last. */
  static byte[] body(int number, int length) {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) ('a' + number % 26));
    byte[] head =
        ("{\"usageMetadata\":{\"promptTokenCount\":" + number + "}," + "\"number\":" + number + "}")
            .getBytes(StandardCharsets.UTF_8);
    System.arraycopy(head, 0, body, 0, Math.min(head.length, length));
    return body;
  }
}
