package com.example;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** LangChain4j on OkHttp: a client that is met twice on its way, by each of its layers. */
final class OkHttpClientBuilder implements HttpClientBuilder {

  private Duration connectTimeout;
  private Duration readTimeout;

  @Override
  public Duration connectTimeout() {
    return connectTimeout;
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  @Override
  public Duration readTimeout() {
    return readTimeout;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    readTimeout = timeout;
    return this;
  }

  @Override
  public HttpClient build() {
    return new OfOkHttp(
        new OkHttpClient.Builder().connectTimeout(connectTimeout).readTimeout(readTimeout).build());
  }

  private record OfOkHttp(OkHttpClient client) implements HttpClient {

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
      try (Response response = call(request).execute()) {
        String body = response.body().string();
        if (!response.isSuccessful()) {
          throw new HttpException(response.code(), body);
        }
        return SuccessfulHttpResponse.builder().statusCode(response.code()).body(body).build();
      } catch (IOException e) {
        throw new RuntimeException(e);
      }
    }

    @Override
    public void execute(
        HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
      call(request)
          .enqueue(
              new Callback() {
                @Override
                public void onFailure(Call failed, IOException fault) {
                  listener.onError(fault);
                }

                @Override
                public void onResponse(Call answered, Response response) throws IOException {
                  try (response) {
                    if (response.isSuccessful()) {
                      parser.parse(response.body().byteStream(), listener);
                      listener.onClose();
                    } else {
                      listener.onError(
                          new HttpException(response.code(), response.body().string()));
                    }
                  }
                }
              });
    }

    private Call call(HttpRequest request) {
      Request.Builder builder = new Request.Builder().url(request.url());
      request
          .headers()
          .forEach((name, values) -> values.forEach(value -> builder.addHeader(name, value)));
      MediaType json = MediaType.get("application/json");
      return client.newCall(builder.post(RequestBody.create(request.body(), json)).build());
    }
  }
}
