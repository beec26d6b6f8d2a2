package io.geminiquota.micronaut.client;

import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Singleton;

/**
 * A client for applications that have none of their own. It is there without Gemini Quota, too, so
 * that switching that off changes nothing else.
 */
@Internal
@Factory
@Requires(classes = Client.class)
final class GeminiClientFactory {

  private final GeminiClientConfiguration configuration;

  GeminiClientFactory(GeminiClientConfiguration configuration) {
    this.configuration = configuration;
  }

  @Prototype
  @Requires(missingBeans = HttpOptions.Builder.class)
  HttpOptions.Builder httpOptions() {
    HttpOptions.Builder options = HttpOptions.builder();
    if (configuration.baseUrl() != null) {
      options.baseUrl(configuration.baseUrl());
    }
    if (configuration.apiVersion() != null) {
      options.apiVersion(configuration.apiVersion());
    }
    if (configuration.timeout() != null) {
      options.timeout(Math.toIntExact(configuration.timeout().toMillis()));
    }
    return options;
  }

  @Prototype
  @Requires(missingBeans = ClientOptions.Builder.class)
  ClientOptions.Builder clientOptions() {
    return ClientOptions.builder();
  }

  @Bean(preDestroy = "close")
  @Singleton
  @Requires(missingBeans = Client.class)
  Client client(HttpOptions.Builder httpOptions, ClientOptions.Builder clientOptions) {
    Client.Builder client = Client.builder();
    if (configuration.apiKey() != null) {
      client.apiKey(configuration.apiKey());
    }
    if (configuration.vertexAi()) {
      client.vertexAI(true);
    }
    if (configuration.projectId() != null) {
      client.project(configuration.projectId());
    }
    if (configuration.location() != null) {
      client.location(configuration.location());
    }
    return client.httpOptions(httpOptions.build()).clientOptions(clientOptions.build()).build();
  }
}
