package com.example;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * An application that has switched the retries of com.google.genai off, and meets corrupt answers.
 * Arguments: the base URL, then models. Prints what it sees of each, in every way of asking; of a
 * model that is called huge only how many bytes it can read.
 */
public final class CorruptAnswers {

  private final String baseUrl;
  private final Client client;

  private CorruptAnswers(String baseUrl, Client client) {
    this.baseUrl = baseUrl;
    this.client = client;
  }

  public static void main(String[] arguments) {
    HttpRetryOptions once =
        HttpRetryOptions.builder().attempts(1).httpStatusCodes(List.of()).build();
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).retryOptions(once).build();
    try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build()) {
      CorruptAnswers answers = new CorruptAnswers(arguments[0], client);
      for (int i = 1; i < arguments.length; i++) {
        answers.meet(arguments[i]);
      }
    }
    // OkHttp's threads would stay for a minute.
    Runtime.getRuntime().halt(0);
  }

  private void meet(String model) {
    if (model.startsWith("huge")) {
      report(model, () -> Long.toString(length(model)));
      return;
    }
    report(
        model + ".sync", () -> client.models.generateContent(model + ".sync", "Hi", null).text());
    report(
        model + ".async",
        () ->
            client
                .async
                .models
                .generateContent(model + ".async", "Hi", null)
                .get(60, TimeUnit.SECONDS)
                .text());
    report(
        model + ".stream",
        () -> text(client.models.generateContentStream(model + ".stream", "Hi", null)));
    report(
        model + ".asyncStream",
        () ->
            text(
                client
                    .async
                    .models
                    .generateContentStream(model + ".asyncStream", "Hi", null)
                    .get(60, TimeUnit.SECONDS)));
  }

  private static String text(ResponseStream<GenerateContentResponse> chunks) {
    StringBuilder text = new StringBuilder();
    try (chunks) {
      for (GenerateContentResponse chunk : chunks) {
        text.append(chunk.text()).append(';');
      }
    } catch (RuntimeException e) {
      return text + " then " + describe(e);
    }
    return text.toString();
  }

  private long length(String model) throws IOException {
    String method = model.contains("sse") ? ":streamGenerateContent?alt=sse" : ":generateContent";
    Request request =
        new Request.Builder()
            .url(baseUrl + "/v1beta/models/" + model + method)
            .post(RequestBody.create("{\"contents\":[]}", MediaType.get("application/json")))
            .build();
    try (Response response = new OkHttpClient().newCall(request).execute();
        InputStream body = response.body().byteStream()) {
      byte[] buffer = new byte[65536];
      long length = 0;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        length += read;
      }
      return length;
    }
  }

  private static void report(String what, Callable<String> work) {
    String seen;
    try {
      seen = "OK " + work.call();
    } catch (Throwable thrown) {
      seen = describe(thrown);
    }
    System.out.println(what + " | " + seen.replaceAll("\\s+", " "));
  }

  private static String describe(Throwable thrown) {
    StringBuilder chain = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      chain.append(" <- ").append(cause.getClass().getName()).append(": ");
      chain.append(cause.getMessage());
    }
    return chain.toString();
  }
}
