package io.geminiquota.micronaut.client;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The client that is made when the application has none of its own. What is not set here the SDK
 * reads from its own variables of the environment, such as {@code GOOGLE_API_KEY}.
 *
 * @param apiKey of the Gemini Developer API, or of Vertex AI in express mode
 * @param vertexAi whether to ask Vertex AI
 * @param projectId the Google Cloud project, for Vertex AI
 * @param location the Google Cloud location, for Vertex AI
 * @param baseUrl another server than Google's, such as a simulator
 * @param apiVersion another version of the API than the SDK's own
 * @param timeout how long a call may take in all, with what it is held
 */
@ConfigurationProperties("gemini.client")
record GeminiClientConfiguration(
    @Nullable String apiKey,
    @Bindable(defaultValue = "false") boolean vertexAi,
    @Nullable String projectId,
    @Nullable String location,
    @Nullable String baseUrl,
    @Nullable String apiVersion,
    @Nullable Duration timeout) {}
