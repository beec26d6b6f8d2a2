package io.geminiquota.micronaut.client;

import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import io.geminiquota.micronaut.ConfiguredTree;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
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

  GeminiClientFactory() {}

  /** Read when the context starts, so that nothing starts with a wrong one. */
  @Context
  ClientSettings settings(Environment environment) {
    try {
      return ClientSettings.require(ConfiguredTree.below(ClientSetting.TREE, environment));
    } catch (IllegalArgumentException wrong) {
      throw new ConfigurationException("Gemini Quota: " + wrong.getMessage(), wrong);
    }
  }

  @Prototype
  @Requires(missingBeans = HttpOptions.Builder.class)
  HttpOptions.Builder httpOptions(ClientSettings settings) {
    HttpOptions.Builder options = HttpOptions.builder();
    if (settings.baseUrl() != null) {
      options.baseUrl(settings.baseUrl());
    }
    if (settings.apiVersion() != null) {
      options.apiVersion(settings.apiVersion());
    }
    if (settings.timeout() != null) {
      options.timeout(Math.toIntExact(settings.timeout().toMillis()));
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
  Client client(
      ClientSettings settings,
      HttpOptions.Builder httpOptions,
      ClientOptions.Builder clientOptions) {
    Client.Builder client = Client.builder();
    if (settings.apiKey() != null) {
      client.apiKey(settings.apiKey());
    }
    if (settings.vertexAi() != null) {
      client.vertexAI(settings.vertexAi());
    }
    if (settings.projectId() != null) {
      client.project(settings.projectId());
    }
    if (settings.location() != null) {
      client.location(settings.location());
    }
    return client.httpOptions(httpOptions.build()).clientOptions(clientOptions.build()).build();
  }
}
