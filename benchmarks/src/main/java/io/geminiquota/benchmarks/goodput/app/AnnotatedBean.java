package io.geminiquota.benchmarks.goodput.app;

import com.google.genai.Client;
import io.geminiquota.annotations.GeminiQuota;
import jakarta.inject.Singleton;

/** What a Micronaut user writes: not a line about quotas but the annotation. */
@Singleton
class AnnotatedBean {

  private final Client client;

  AnnotatedBean(Client client) {
    this.client = client;
  }

  @GeminiQuota
  void ask(String model, String prompt) {
    client.models.generateContent(model, prompt, null);
  }
}
