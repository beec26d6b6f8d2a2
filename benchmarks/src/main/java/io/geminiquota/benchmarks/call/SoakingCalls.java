package io.geminiquota.benchmarks.call;

import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Calls without a pause from many threads, and prints now and then what the JVM holds. */
final class SoakingCalls {

  private static final int ANSWERS = 100;

  private static final String BUSY =
      "{\"error\": {\"code\": 503, \"message\": \"The model is overloaded.\","
          + " \"status\": \"UNAVAILABLE\"}}";

  private SoakingCalls() {}

  /** For so many seconds, from so many threads; a line every so many seconds. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Duration whole = Duration.ofSeconds(Long.parseLong(args[0]));
    int threads = Integer.parseInt(args[1]);
    Duration step = Duration.ofSeconds(Long.parseLong(args[2]));
    LongAdder answered = new LongAdder();
    LongAdder failed = new LongAdder();
    AtomicBoolean over = new AtomicBoolean();
    try (AnsweringServer server = AnsweringServer.start(answers())) {
      Client client = MeasuredCalls.client(ClientOptions.builder().build(), server.baseUrl());
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Thread caller = new Thread(() -> call(client, over, answered, failed));
        callers.add(caller);
        caller.start();
      }
      for (long second = 0; second < whole.toSeconds(); second += step.toSeconds()) {
        Thread.sleep(step.toMillis());
        print(answered.sum(), failed.sum());
      }
      over.set(true);
      for (Thread caller : callers) {
        caller.join();
      }
    }
  }

  /** One in a hundred is busy, which is made good by another attempt. */
  private static List<byte[]> answers() {
    byte[] answer = AnsweringServer.answer("200 OK", MeasuredCalls.ANSWER);
    List<byte[]> answers = new ArrayList<>(Collections.nCopies(ANSWERS - 1, answer));
    answers.add(AnsweringServer.answer("503 Service Unavailable", BUSY));
    return answers;
  }

  private static void call(
      Client client, AtomicBoolean over, LongAdder answered, LongAdder failed) {
    while (!over.get()) {
      try {
        MeasuredCalls.ask(client);
        answered.increment();
      } catch (RuntimeException e) {
        failed.increment();
      }
    }
  }

  /** Kilobytes that a full collection leaves, threads, calls answered, calls failed. */
  private static void print(long answered, long failed) {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    System.out.println(used + " " + threads + " " + answered + " " + failed);
  }
}
