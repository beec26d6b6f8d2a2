package com.example.application;

import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import java.util.concurrent.CompletionException;

/**
 * An application that knows nothing of quotas. Arguments: the base URL, then the models to ask, one
 * after the other; every second call is an asynchronous one. Prints a line for each.
 */
public final class Application {

  private Application() {}

  public static void main(String[] arguments) {
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build()) {
      for (int i = 1; i < arguments.length; i++) {
        System.out.println(arguments[i] + " " + ask(client, arguments[i], i % 2 == 0));
      }
    }
    // OkHttp's threads would stay for another minute.
    System.exit(0);
  }

  private static String ask(Client client, String model, boolean async) {
    try {
      GenerateContentResponse answer =
          async
              ? client.async.models.generateContent(model, "Hello", null).join()
              : client.models.generateContent(model, "Hello", null);
      return answer.finishReason().toString();
    } catch (ApiException | CompletionException e) {
      return e.toString().replaceAll("\\R", " ");
    }
  }
}
