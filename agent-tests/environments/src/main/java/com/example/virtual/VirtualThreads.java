package com.example.virtual;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Asks Gemini on many virtual threads at once, and tells how often one of them kept its carrier to
 * itself while it waited in code of ours. Classes are loaded by a first round that is not looked
 * at: a thread that waits for another one to load a class keeps its carrier whatever the loader
 * does. Arguments: the base URL, how many in the first round, how many in the round that counts.
 */
public final class VirtualThreads {

  private VirtualThreads() {}

  public static void main(String[] arguments) throws Exception {
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build();
        Recording events = new Recording()) {
      System.out.println("answered at first " + ask(client, Integer.parseInt(arguments[1])));
      events.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
      events.start();
      System.out.println("answered " + ask(client, Integer.parseInt(arguments[2])));
      events.stop();
      System.out.println("pinned " + pinned(events));
    }
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

  private static int pinned(Recording events) throws IOException {
    Path file = Files.createTempFile("pinned", ".jfr");
    try {
      events.dump(file);
      List<RecordedEvent> ours =
          RecordingFile.readAllEvents(file).stream().filter(VirtualThreads::isOurs).toList();
      ours.forEach(System.out::println);
      return ours.size();
    } finally {
      Files.delete(file);
    }
  }

  private static boolean isOurs(RecordedEvent event) {
    return event.getStackTrace() == null
        || event.getStackTrace().getFrames().stream()
            .anyMatch(frame -> frame.getMethod().getType().getName().contains("geminiquota"));
  }
}
