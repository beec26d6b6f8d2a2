package com.example.summaries;

import com.google.genai.errors.ApiException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Gemini did not answer: the log says why and what to do, the caller only what concerns him.
 */
@Singleton
@Produces(MediaType.TEXT_PLAIN)
class GeminiErrors implements ExceptionHandler<ApiException, HttpResponse<String>> {

  private static final Logger LOG = LoggerFactory.getLogger(GeminiErrors.class);
  private static final int TOO_MANY_REQUESTS = 429;

  @Override
  @SuppressWarnings("rawtypes") // Micronaut's interface has it so
  public HttpResponse<String> handle(HttpRequest request, ApiException exception) {
    LOG.warn("No summary: {}", exception.getMessage());
    return exception.code() == TOO_MANY_REQUESTS
        ? HttpResponse.<String>status(HttpStatus.SERVICE_UNAVAILABLE)
            .body("Too many texts at the moment. Please try again later.\n")
        : HttpResponse.<String>status(HttpStatus.BAD_GATEWAY).body("No summary today.\n");
  }
}
