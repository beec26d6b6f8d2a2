package io.geminiquota.benchmarks.ways;

import com.google.genai.Client;
import com.google.genai.types.GenerateContentResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * An application that knows of one model and one key, which come from its environment, and prints
 * of each answer which model gave it and which way it says that it came.
 */
final class AskingApplication {

  /** A model without a quota, to get warm with: class loading is no matter of quotas. */
  static final String WARM_UP_MODEL = "warm-up";

  /** What is printed of an answer that came the way that was asked. */
  static final String ASKED = "asked";

  static final String ANSWERED = "answered";
  static final String FAILED = "failed";

  private static final int THREADS = 64;
  private static final int WARM_UPS = 2 * THREADS;

  private final Client client;

  private AskingApplication(Client client) {
    this.client = client;
  }

  /**
   * Arguments: the model, how many calls, the pause between them, and when the first one is due.
   */
  public static void main(String[] arguments) throws Exception {
    String model = arguments[0];
    int calls = Integer.parseInt(arguments[1]);
    Duration pause = Duration.parse(arguments[2]);
    Instant start = Instant.parse(arguments[3]);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (Client client = new Client()) {
      AskingApplication application = new AskingApplication(client);
      Callable<String> warmUp = () -> application.ask(WARM_UP_MODEL);
      threads.invokeAll(Collections.nCopies(WARM_UPS, warmUp));
      if (Instant.now().isAfter(start)) {
        throw new IllegalStateException("was not warm before the start");
      }
      List<Future<String>> asked = new ArrayList<>();
      for (int call = 0; call < calls; call++) {
        Instant due = start.plus(pause.multipliedBy(call));
        TimeUnit.NANOSECONDS.sleep(Duration.between(Instant.now(), due).toNanos());
        asked.add(threads.submit(() -> application.ask(model)));
      }
      asked.forEach(answer -> System.out.println(told(answer)));
    }
    // OkHttp's threads would stay for a minute.
    System.exit(0);
  }

  private String ask(String model) {
    GenerateContentResponse answer = client.models.generateContent(model, "Hello", null);
    String way =
        answer
            .sdkHttpResponse()
            .flatMap(response -> response.headers())
            .map(AskingApplication::wayIn)
            .orElse(ASKED);
    return answer.modelVersion().orElse("?") + " " + way;
  }

  private static String wayIn(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("X-Gemini-Quota-Route"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(ASKED);
  }

  private static String told(Future<String> answer) {
    try {
      return ANSWERED + " " + answer.get();
    } catch (ExecutionException e) {
      return FAILED + " " + e.getCause();
    } catch (InterruptedException e) {
      return FAILED + " " + e;
    }
  }
}
