package com.example;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Makes a call of every kind with com.google.genai, each to a model of its own. Arguments: the base
 * URL, the API key, another key, a token, a password, and the prompt.
 */
public final class SpannedCalls {

  private final String baseUrl;
  private final String prompt;
  private final OkHttpClient http = new OkHttpClient();

  private SpannedCalls(String baseUrl, String prompt) {
    this.baseUrl = baseUrl;
    this.prompt = prompt;
  }

  public static void main(String[] arguments) throws Exception {
    SpannedCalls calls = new SpannedCalls(arguments[0], arguments[5]);
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    try (Client client = Client.builder().apiKey(arguments[1]).httpOptions(options).build()) {
      calls.withTheSdk(client);
      calls.withOtherCredentials(arguments[2], arguments[3], arguments[4]);
      // The last: it is the end of all calls of the project.
      fails(() -> client.models.generateContent("failed", arguments[5], null));
    }
    System.out.println("done");
    // OkHttp's threads would stay for a minute.
    System.exit(0);
  }

  private void withTheSdk(Client client) throws Exception {
    client.models.generateContent("sync", prompt, null);
    client.async.models.generateContent("async", prompt, null).get(60, TimeUnit.SECONDS);
    readAll(client.models.generateContentStream("stream", prompt, null));
    client.models.generateContent("retried", prompt, null);
    client.models.generateContent("held", prompt, null);
    Future<?> held = client.async.models.generateContent("held", prompt, null);
    fails(() -> client.models.generateContent("held", prompt, null));
    held.get(60, TimeUnit.SECONDS);
    cancelled();
  }

  private void cancelled() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    Call call =
        http.newCall(request("/v1beta/models/cancelled:generateContent", "http://").build());
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException fault) {
            over.countDown();
          }

          @Override
          public void onResponse(Call answered, Response response) {
            throw new IllegalStateException("it was cancelled");
          }
        });
    call.cancel();
    over.await();
  }

  private void withOtherCredentials(String key, String token, String password) throws IOException {
    send(request("/v1beta/models/query:generateContent?key=" + key, "http://"));
    send(
        request("/v1beta/models/bearer:generateContent", "http://")
            .header("Authorization", "Bearer " + token));
    send(request("/v1beta/models/user:generateContent", "http://somebody:" + password + "@"));
  }

  private void send(Request.Builder request) throws IOException {
    try (Response response = http.newCall(request.build()).execute()) {
      response.body().string();
    }
  }

  private Request.Builder request(String path, String scheme) {
    return new Request.Builder()
        .url(baseUrl.replace("http://", scheme) + path)
        .post(
            RequestBody.create(
                "{\"contents\":[{\"parts\":[{\"text\":\"" + prompt + "\"}]}]}",
                MediaType.get("application/json")));
  }

  private static void fails(Callable<?> call) {
    try {
      call.call();
    } catch (Exception expected) {
      return;
    }
    throw new IllegalStateException("it should have failed");
  }

  private static void readAll(ResponseStream<GenerateContentResponse> parts) {
    try (parts) {
      parts.forEach(part -> {});
    }
  }
}
