package io.geminiquota.cluster.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;

/**
 * The script of production with another clock: the time that a test has written into a key. All
 * else is as it is.
 */
final class StoreClock {

  private static final String KEY = "clock";
  private static final String REAL = "call('TIME')";
  private static final String TURNED = "call('LRANGE', '" + KEY + "', 0, 1)";
  private static final long SECOND = 1_000_000;

  private final RedisCommands<String, String> redis;

  StoreClock(RedisCommands<String, String> redis) {
    this.redis = redis;
  }

  /** What is run instead of the script. */
  static Script script() {
    String source = Script.EXCHANGE.source();
    if (!source.contains(REAL)) {
      throw new IllegalStateException("the script reads its clock in another way");
    }
    return Script.of(source.replace(REAL, TURNED));
  }

  void is(long micros) {
    redis.eval(
        "redis.call('DEL', KEYS[1]) return redis.call('RPUSH', KEYS[1], ARGV[1], ARGV[2])",
        ScriptOutputType.INTEGER,
        new String[] {KEY},
        Long.toString(micros / SECOND),
        Long.toString(micros % SECOND));
  }
}
