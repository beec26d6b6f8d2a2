package com.example.summaries;

import com.google.genai.Client;
import com.google.genai.types.GenerateContentResponse;
import io.geminiquota.annotations.GeminiQuota;
import io.geminiquota.annotations.Priority;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/** Summarises texts with Gemini. */
@Singleton
class Summaries {

  private static final String ORDER = "Summarise this text in at most three sentences:\n\n";

  private final Client gemini;
  private final String model;

  Summaries(Client gemini, @Value("${summaries.model}") String model) {
    this.gemini = gemini;
    this.model = model;
  }

  /** Somebody looks at a screen: he is served first, or told soon that he cannot be. */
  @GeminiQuota(
      priority = Priority.INTERACTIVE,
      rpmString = "${summaries.rpm}",
      maxWait = "${summaries.max-wait}")
  CompletableFuture<String> summarize(String text) {
    return gemini
        .async
        .models
        .generateContent(model, ORDER + text, null)
        .thenApply(Summaries::textOf);
  }

  private static String textOf(GenerateContentResponse response) {
    String text = response.text();
    if (text == null || text.isBlank()) {
      throw new IllegalStateException("Gemini gave no text: " + response.finishReason());
    }
    return text;
  }
}
