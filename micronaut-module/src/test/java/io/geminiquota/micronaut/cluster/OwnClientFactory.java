package io.geminiquota.micronaut.cluster;

import io.lettuce.core.RedisClient;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;

/** A client of the application's own, where there is no micronaut-redis: for Micronaut 5 yet. */
@Factory
@Requires(property = "redis.uri")
@Requires(missing = io.micronaut.configuration.lettuce.DefaultRedisClientFactory.class)
class OwnClientFactory {

  @Bean(preDestroy = "shutdown")
  @Singleton
  RedisClient client(@Value("${redis.uri}") String uri) {
    return RedisClient.create(uri);
  }
}
