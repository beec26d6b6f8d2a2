package com.example;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Meets answers that break off after each of their bytes, twice: once where nobody knows Gemini and
 * once as a Gemini call. Arguments: the base URL, then answers as {@code name:length}. Prints a
 * line where the two were not the same, and at the end how many were compared.
 */
public final class BrokenAnswers {

  private static final MediaType JSON = MediaType.get("application/json");

  /**
   * Long enough for any answer from the same machine; what hangs is told apart from what breaks.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
          .retryOnConnectionFailure(false)
          .readTimeout(PATIENCE)
          .build();

  private final String baseUrl;
  private int compared;

  private BrokenAnswers(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  public static void main(String[] arguments) throws Exception {
    BrokenAnswers answers = new BrokenAnswers(arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      String[] answer = arguments[i].split(":", -1);
      answers.compare(answer[0], Integer.parseInt(answer[1]));
    }
    System.out.println("compared " + answers.compared);
    System.out.println("open " + answers.open());
    // OkHttp's threads would stay for a minute.
    Runtime.getRuntime().halt(0);
  }

  private void compare(String name, int length) throws Exception {
    String method = name.contains("sse") ? ":streamGenerateContent" : ":generateContent";
    for (int end = 0; end <= length; end++) {
      // A model of its own for each call: a quota that one meets must not hold the next.
      String reset = name + "-" + end + "-reset-sync" + method;
      compare(reset, execute(unknown(reset)), execute(gemini(reset)));
      String closed = name + "-" + end + "-close-async" + method;
      compare(closed, enqueue(unknown(closed)), enqueue(gemini(closed)));
    }
  }

  private void compare(String what, String expected, String seen) {
    compared++;
    if (!seen.equals(expected)) {
      System.out.println(what + " | " + expected + " | " + seen);
    }
  }

  /** Calls and connections that are still there, once they have had their time to go. */
  private int open() throws InterruptedException {
    int open = 1;
    for (int i = 0; i < 100 && open > 0; i++) {
      open = client.connectionPool().connectionCount() + client.dispatcher().runningCallsCount();
      Thread.sleep(20);
    }
    return open;
  }

  private String execute(Request request) {
    try (Response response = client.newCall(request).execute()) {
      return describe(response);
    } catch (Throwable thrown) {
      return describe(thrown);
    }
  }

  private String enqueue(Request request) throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    client
        .newCall(request)
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                seen.complete(describe(e));
              }

              @Override
              public void onResponse(Call call, Response response) {
                try (response) {
                  seen.complete(describe(response));
                }
              }
            });
    return seen.get(60, TimeUnit.SECONDS);
  }

  /** What an application sees of an answer: its head, what could be read, and how that ended. */
  private static String describe(Response response) {
    Buffer read = new Buffer();
    String ending = "end";
    BufferedSource source = response.body().source();
    try {
      while (source.read(read, 64) != -1) {
        // Until it ends.
      }
    } catch (Throwable thrown) {
      ending = describe(thrown);
    }
    return response.code()
        + " "
        + response.message()
        + " "
        + response.body().contentType()
        + " "
        + read.readUtf8().replaceAll("\\s+", " ")
        + " "
        + ending;
  }

  private static String describe(Throwable thrown) {
    StringBuilder chain = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      chain.append(" <- ").append(cause.getClass().getName()).append(": ");
      chain.append(cause.getMessage());
    }
    return chain.toString().replaceAll("\\s+", " ");
  }

  private Request unknown(String answer) {
    return request("/elsewhere/" + answer);
  }

  private Request gemini(String answer) {
    return request("/v1beta/models/" + answer);
  }

  private Request request(String path) {
    return new Request.Builder()
        .url(baseUrl + path)
        .post(RequestBody.create("{\"contents\":[{\"parts\":[{\"text\":\"hello\"}]}]}", JSON))
        .build();
  }
}
