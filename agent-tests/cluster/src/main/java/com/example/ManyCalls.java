package com.example;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.LogManager;

/**
 * Asks a model many times, from a few threads, and ends as programs end. Arguments: the base URL,
 * how many calls, and from how many threads. Prints how many were answered, and what else came.
 */
public final class ManyCalls {

  private ManyCalls() {}

  public static void main(String[] arguments) throws Exception {
    // The SDK logs what it throws.
    LogManager.getLogManager().reset();
    int calls = Integer.parseInt(arguments[1]);
    ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(arguments[2]));
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    int answered = 0;
    try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build()) {
      List<Future<String>> asked = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        asked.add(threads.submit(() -> ask(client)));
      }
      for (Future<String> one : asked) {
        String said = one.get();
        if (said.isEmpty()) {
          answered++;
        } else {
          System.out.println("failed=" + said);
        }
      }
    } finally {
      threads.shutdown();
    }
    System.out.println("answered=" + answered);
  }

  /** Nothing if it was answered. */
  private static String ask(Client client) {
    try {
      client.models.generateContent("gemini-2.5-flash", "Hello", null);
      return "";
    } catch (RuntimeException e) {
      return String.valueOf(e);
    }
  }
}
