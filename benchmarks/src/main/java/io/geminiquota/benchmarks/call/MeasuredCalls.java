package io.geminiquota.benchmarks.call;

import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Makes calls, with an agent or without, and prints what they cost: a line for each way. */
final class MeasuredCalls {

  static final String ANSWER =
      "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Hello\"}], \"role\": \"model\"},"
          + " \"finishReason\": \"STOP\"}], \"usageMetadata\": {\"promptTokenCount\": 4,"
          + " \"candidatesTokenCount\": 1, \"totalTokenCount\": 5}, \"modelVersion\":"
          + " \"gemini-x\"}";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean JVM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** A call of one of the ways. */
  private interface Way {
    void call() throws IOException;
  }

  private MeasuredCalls() {}

  /**
   * Prints {@code name median-nanoseconds bytes-per-call processor-nanoseconds-per-call} for each
   * way; the number is of calls.
   */
  public static void main(String[] args) throws IOException {
    int calls = Integer.parseInt(args[0]);
    try (AnsweringServer server =
        AnsweringServer.start(List.of(AnsweringServer.answer("200 OK", ANSWER)))) {
      Client client = client(ClientOptions.builder().build(), server.baseUrl());
      long before = System.nanoTime();
      ask(client);
      System.out.println("first " + (System.nanoTime() - before) + " 0 0");
      measure("loopback", calls, () -> ask(client));

      OkHttpClient here =
          new OkHttpClient.Builder().addInterceptor(c -> answer(c.request())).build();
      Client inProcess =
          client(ClientOptions.builder().customHttpClient(here).build(), server.baseUrl());
      measure("in-process", calls, () -> ask(inProcess));

      Request other = new Request.Builder().url("http://example.invalid/v1/things").build();
      measure("other-host", 10 * calls, () -> here.newCall(other).execute().close());
    }
  }

  static Client client(ClientOptions options, String baseUrl) {
    return Client.builder()
        .apiKey("none")
        .clientOptions(options)
        .httpOptions(HttpOptions.builder().baseUrl(baseUrl).build())
        .build();
  }

  static void ask(Client client) {
    if (client.models.generateContent("gemini-x", "Hello", null).text() == null) {
      throw new IllegalStateException("no answer");
    }
  }

  private static Response answer(Request request) {
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(
            ResponseBody.create(
                ANSWER.getBytes(StandardCharsets.US_ASCII), MediaType.get("application/json")))
        .build();
  }

  private static void measure(String name, int calls, Way way) throws IOException {
    long[] nanos = new long[calls];
    long bytes = 0;
    long processor = 0;
    for (int round = 0; round < 2; round++) {
      bytes = THREADS.getCurrentThreadAllocatedBytes();
      processor = JVM.getProcessCpuTime();
      for (int call = 0; call < calls; call++) {
        long before = System.nanoTime();
        way.call();
        nanos[call] = System.nanoTime() - before;
      }
      processor = JVM.getProcessCpuTime() - processor;
      bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    }
    Arrays.sort(nanos);
    System.out.println(
        name + " " + nanos[calls / 2] + " " + bytes / calls + " " + processor / calls);
  }
}
