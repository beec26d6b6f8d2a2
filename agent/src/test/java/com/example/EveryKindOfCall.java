package com.example;

import io.geminiquota.annotations.GeminiQuota;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Makes every kind of call through OkHttp, once for each line of a file. */
public final class EveryKindOfCall {

  private final OkHttpClient client = new OkHttpClient();
  private final String baseUrl;

  private EveryKindOfCall(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  public static void main(String[] arguments) throws Exception {
    EveryKindOfCall calls = new EveryKindOfCall(arguments[0]);
    new EachLine(arguments[1]).run(calls::all);
  }

  private String all() throws Exception {
    return sync("gemini-2.5-flash:generateContent")
        + " "
        + async("gemini-2.5-flash:generateContent")
        + " "
        + sync("gemini-2.5-flash:streamGenerateContent?alt=sse")
        + " "
        + annotated()
        + " "
        + annotatedAsync()
        + " "
        + sync("gemini-wrong:generateContent")
        + " "
        + async("gemini-wrong:generateContent")
        + " "
        + sync("gemini-error-in-stream:streamGenerateContent?alt=sse")
        + " "
        + sync("gemini-cut:generateContent")
        + " "
        + async("gemini-cut:generateContent")
        + " "
        + cancelled();
  }

  @GeminiQuota(retries = 0)
  private String annotated() {
    return sync("gemini-2.5-flash:generateContent");
  }

  @GeminiQuota(retries = 0)
  private String annotatedAsync() throws InterruptedException {
    return async("gemini-2.5-flash:generateContent");
  }

  private String sync(String what) {
    try (Response response = newCall(what).execute()) {
      response.body().string();
      return String.valueOf(response.code());
    } catch (Throwable thrown) {
      return EachLine.described(thrown);
    }
  }

  private String async(String what) throws InterruptedException {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    try {
      newCall(what)
          .enqueue(
              new Callback() {
                @Override
                public void onFailure(Call call, IOException e) {
                  status.completeExceptionally(e);
                }

                @Override
                public void onResponse(Call call, Response response) throws IOException {
                  try (response) {
                    response.body().string();
                    status.complete(response.code());
                  } catch (Throwable thrown) {
                    status.completeExceptionally(thrown);
                  }
                }
              });
      return String.valueOf(status.get(5, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return "never answered";
    } catch (ExecutionException e) {
      return EachLine.described(e.getCause());
    } catch (RuntimeException | Error thrown) {
      return EachLine.described(thrown);
    }
  }

  private String cancelled() {
    try {
      Call call = newCall("gemini-2.5-flash:generateContent");
      call.cancel();
      call.execute().close();
      return "sent";
    } catch (Throwable thrown) {
      return EachLine.described(thrown);
    }
  }

  private Call newCall(String what) {
    return client.newCall(
        new Request.Builder()
            .url(baseUrl + "/v1beta/models/" + what)
            .header("x-goog-api-key", "test-key")
            .post(
                RequestBody.create(
                    "{\"contents\":[{\"parts\":[{\"text\":\"hello\"}]}]}",
                    MediaType.get("application/json")))
            .build());
  }
}
