package io.geminiquota.cluster.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;

/** Is told when a connection is lost. */
final class Watch implements RedisConnectionStateListener {

  private final Runnable lost;

  Watch(Runnable lost) {
    this.lost = lost;
  }

  @Override
  public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
    lost.run();
  }
}
