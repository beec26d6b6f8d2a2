package com.example;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Calls Gemini with OkHttp, waiting and not waiting, and cancels a call. */
public final class Calls {

  /** Without timeouts, because the thread that watches them outlives its last call by a minute. */
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .connectTimeout(Duration.ZERO)
          .readTimeout(Duration.ZERO)
          .writeTimeout(Duration.ZERO)
          .build();

  private final String baseUrl;

  private Calls(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  public static void main(String[] arguments) throws Exception {
    run(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
  }

  /**
   * Prints a line for each call.
   *
   * @param baseUrl of Gemini
   * @param waiting how many calls to wait for
   * @param notWaiting how many calls not to wait for, one after the other all the same
   */
  public static void run(String baseUrl, int waiting, int notWaiting) throws Exception {
    Calls calls = new Calls(baseUrl);
    for (int i = 0; i < waiting; i++) {
      System.out.println("sync " + calls.execute());
    }
    for (int i = 0; i < notWaiting; i++) {
      System.out.println("async " + calls.enqueue());
    }
    calls.cancelOne();
    calls.client.dispatcher().executorService().shutdown();
    calls.client.connectionPool().evictAll();
  }

  private int execute() throws IOException {
    try (Response response = newCall().execute()) {
      response.body().string();
      return response.code();
    }
  }

  private int enqueue() throws Exception {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    newCall()
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                status.completeExceptionally(e);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                response.body().string();
                status.complete(response.code());
              }
            });
    return status.get();
  }

  private void cancelOne() {
    Call call = newCall();
    call.cancel();
    try {
      call.execute().close();
      System.out.println("cancelled, and sent all the same");
    } catch (IOException e) {
      System.out.println("cancelled");
    }
  }

  private Call newCall() {
    return client.newCall(
        new Request.Builder()
            .url(baseUrl + "/v1beta/models/gemini-2.5-flash:generateContent")
            .header("x-goog-api-key", "test-key")
            .post(
                RequestBody.create(
                    "{\"contents\":[{\"parts\":[{\"text\":\"hello\"}]}]}",
                    MediaType.get("application/json")))
            .build());
  }
}
