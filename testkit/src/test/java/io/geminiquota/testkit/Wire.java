package io.geminiquota.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** A client that shows the bare bytes. */
final class Wire {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Wire() {}

  static HttpResponse<String> post(
      GeminiSimulator simulator, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(request, headers);
  }

  static HttpResponse<String> get(GeminiSimulator simulator, String path, String... headers) {
    return send(HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path)).GET(), headers);
  }

  /** One request for some text, with a good key. */
  static HttpResponse<String> generate(GeminiSimulator simulator, String model) {
    return post(
        simulator,
        "/v1beta/models/" + model + ":generateContent",
        prompt("Hello"),
        "x-goog-api-key",
        "test-key");
  }

  static String prompt(String text) {
    return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + text + "\"}]}]}";
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
    if (headers.length > 0) {
      request.headers(List.of(headers).toArray(String[]::new));
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
