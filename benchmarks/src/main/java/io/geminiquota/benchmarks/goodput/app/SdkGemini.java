package io.geminiquota.benchmarks.goodput.app;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.util.List;

/** The SDK, set up for a way. Key and address come from the environment. */
final class SdkGemini implements Gemini {

  private final Client client;

  private SdkGemini(Client client) {
    this.client = client;
  }

  static SdkGemini of(Job job) {
    return new SdkGemini(
        switch (job.way()) {
          case PLAIN -> new Client();
          case SDK_RETRIES -> withRetries(scaledPauses(job.scale()));
          default -> withRetries(none());
        });
  }

  @Override
  public void ask(String model, String prompt) {
    client.models.generateContent(model, prompt, null);
  }

  @Override
  public void close() {
    client.close();
  }

  private static Client withRetries(HttpRetryOptions retries) {
    return Client.builder()
        .httpOptions(HttpOptions.builder().retryOptions(retries).build())
        .build();
  }

  /** The SDK's own first and longest pause, times the scale; all else is its default. */
  private static HttpRetryOptions scaledPauses(double scale) {
    return HttpRetryOptions.builder().initialDelay(1.0 * scale).maxDelay(60.0 * scale).build();
  }

  /** One attempt alone is not enough: the SDK would sleep once more after it. */
  private static HttpRetryOptions none() {
    return HttpRetryOptions.builder().attempts(1).httpStatusCodes(List.of()).build();
  }
}
