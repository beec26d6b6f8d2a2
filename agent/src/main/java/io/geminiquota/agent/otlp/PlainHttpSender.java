package io.geminiquota.agent.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Posts with the JDK's HTTP client in HTTP/1.1, which every receiver understands. OpenTelemetry's
 * own sender on that client asks in passing for HTTP/2: receivers that also serve web sockets take
 * the question for one and refuse the request.
 *
 * <p>Nobody waits for an answer in here; all attempts together take no longer than the timeout.
 */
final class PlainHttpSender implements HttpSender {

  private static final Set<Integer> WORTH_ANOTHER_ATTEMPT = Set.of(429, 502, 503, 504);

  private final HttpClient client;
  private final HttpSenderConfig config;

  PlainHttpSender(HttpSenderConfig config) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.getConnectTimeout());
    if (config.getSslContext() != null) {
      builder.sslContext(config.getSslContext());
    }
    if (config.getProxyOptions() != null) {
      builder.proxy(config.getProxyOptions().getProxySelector());
    }
    this.client = builder.build();
    this.config = config;
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    try {
      byte[] body = bytes(message);
      long deadline = System.nanoTime() + config.getTimeout().toNanos();
      new Post(body, deadline, onResponse, onError).attempt(1);
    } catch (IOException | RuntimeException fault) {
      onError.accept(fault);
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  private byte[] bytes(MessageWriter message) throws IOException {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(Math.max(0, message.getContentLength()));
    Compressor compressor = config.getCompressor();
    try (OutputStream out = compressor == null ? bytes : compressor.compress(bytes)) {
      message.writeMessage(out);
    }
    return bytes.toByteArray();
  }

  /** One message on its way, in as many attempts as the policy allows. */
  private final class Post {

    private final byte[] body;
    private final long deadlineNanos;
    private final Consumer<HttpResponse> onResponse;
    private final Consumer<Throwable> onError;

    Post(
        byte[] body,
        long deadlineNanos,
        Consumer<HttpResponse> onResponse,
        Consumer<Throwable> onError) {
      this.body = body;
      this.deadlineNanos = deadlineNanos;
      this.onResponse = onResponse;
      this.onError = onError;
    }

    void attempt(int number) {
      CompletableFuture<?> unused =
          client
              .sendAsync(request(), BodyHandlers.ofByteArray())
              .whenComplete(
                  (response, failure) -> {
                    if (failure == null) {
                      answered(number, response);
                    } else {
                      failed(number, failure);
                    }
                  });
    }

    private void answered(int number, java.net.http.HttpResponse<byte[]> response) {
      boolean again = WORTH_ANOTHER_ATTEMPT.contains(response.statusCode()) && another(number);
      if (!again) {
        onResponse.accept(new Answer(response.statusCode(), response.body()));
      }
    }

    private void failed(int number, Throwable failure) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      boolean again = cause instanceof IOException && another(number);
      if (!again) {
        onError.accept(cause);
      }
    }

    /** Makes another attempt in a while, if there may be one; tells whether. */
    private boolean another(int number) {
      RetryPolicy policy = config.getRetryPolicy();
      if (policy == null || number >= policy.getMaxAttempts()) {
        return false;
      }
      double backoff =
          policy.getInitialBackoff().toNanos()
              * Math.pow(policy.getBackoffMultiplier(), number - 1)
              * ThreadLocalRandom.current().nextDouble(0.8, 1.2);
      long nanos = Math.min((long) backoff, policy.getMaxBackoff().toNanos());
      if (nanos >= deadlineNanos - System.nanoTime()) {
        return false;
      }
      Executor later = CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS);
      later.execute(() -> attempt(number + 1));
      return true;
    }

    private HttpRequest request() {
      long left = Math.max(1, deadlineNanos - System.nanoTime());
      HttpRequest.Builder request =
          HttpRequest.newBuilder(config.getEndpoint())
              .timeout(Duration.ofNanos(left))
              .setHeader("Content-Type", config.getContentType())
              .POST(BodyPublishers.ofByteArray(body));
      Compressor compressor = config.getCompressor();
      if (compressor != null) {
        request.setHeader("Content-Encoding", compressor.getEncoding());
      }
      config
          .getHeadersSupplier()
          .get()
          .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
      return request.build();
    }
  }

  /** As the exporters want it. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
  private record Answer(int statusCode, byte[] body) implements HttpResponse {

    @Override
    public int getStatusCode() {
      return statusCode;
    }

    @Override
    public String getStatusMessage() {
      return "HTTP " + statusCode;
    }

    @Override
    public byte[] getResponseBody() {
      return body;
    }
  }
}
