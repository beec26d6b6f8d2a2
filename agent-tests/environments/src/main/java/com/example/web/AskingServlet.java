package com.example.web;

import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A page that asks Gemini, with the web application's own copy of the SDK. */
public final class AskingServlet extends HttpServlet {

  private static final long PATIENCE_MILLIS = 5_000;

  private transient @Nullable Client client;

  @Override
  public void init() {
    HttpOptions options =
        HttpOptions.builder().baseUrl(getServletContext().getInitParameter("base-url")).build();
    client = Client.builder().apiKey("test-key").httpOptions(options).build();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(ask(request.getParameter("model"), request.getPathInfo()));
  }

  private String ask(String model, String way) {
    Client asked = client;
    if (asked == null) {
      return "not initialised";
    }
    try {
      GenerateContentResponse answer =
          way.equals("/waiting")
              ? asked.models.generateContent(model, "Hello", null)
              : asked.async.models.generateContent(model, "Hello", null).join();
      return answer.finishReason().toString();
    } catch (ApiException | CompletionException e) {
      return String.valueOf(e.getMessage()).replaceAll("\\R", " ");
    }
  }

  /** Leaves no thread behind, as a web application must: OkHttp's would live for a minute more. */
  @Override
  public void destroy() {
    if (client != null) {
      client.close();
    }
    try {
      stopThreadsOfOkHttp();
    } catch (ReflectiveOperationException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void stopThreadsOfOkHttp()
      throws ReflectiveOperationException, InterruptedException {
    Class<?> type = Class.forName("okhttp3.internal.concurrent.TaskRunner");
    Object backend = type.getMethod("getBackend").invoke(type.getField("INSTANCE").get(null));
    backend.getClass().getMethod("shutdown").invoke(backend);
    ClassLoader own = AskingServlet.class.getClassLoader();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getContextClassLoader() == own && thread.getName().startsWith("OkHttp")) {
        thread.join(PATIENCE_MILLIS);
      }
    }
  }
}
