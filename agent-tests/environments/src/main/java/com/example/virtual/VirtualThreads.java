package com.example.virtual;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * Asks Gemini on many virtual threads at once, and tells how often one of them kept its carrier to
 * itself while it waited in code of ours. Arguments: the base URL, how many.
 */
public final class VirtualThreads {

  private VirtualThreads() {}

  public static void main(String[] arguments) throws Exception {
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    AtomicInteger pinned = new AtomicInteger();
    try (RecordingStream events = new RecordingStream()) {
      events.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
      events.onEvent("jdk.VirtualThreadPinned", event -> count(event, pinned));
      events.startAsync();
      try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build()) {
        System.out.println("answered " + ask(client, Integer.parseInt(arguments[1])));
      }
      events.awaitTermination(Duration.ofMillis(1));
    }
    System.out.println("pinned " + pinned);
    System.exit(0);
  }

  private static int ask(Client client, int count) throws Exception {
    ExecutorService threads = virtualThreads();
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(
          threads.submit(
              () -> client.models.generateContent("gemini-2.5-flash", "Hi", null).text()));
    }
    int answered = 0;
    for (Future<String> answer : answers) {
      answered += answer.get() == null ? 0 : 1;
    }
    return answered;
  }

  /** By name, because this is compiled for Java 17. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static void count(RecordedEvent event, AtomicInteger pinned) {
    boolean ours =
        event.getStackTrace() == null
            || event.getStackTrace().getFrames().stream()
                .anyMatch(frame -> frame.getMethod().getType().getName().contains("geminiquota"));
    if (ours) {
      pinned.incrementAndGet();
      System.out.println(event);
    }
  }
}
