package io.geminiquota.adapters.okhttp;

import io.geminiquota.engine.route.RequestHead;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** An OkHttp request, as the engine reads it. */
final class OkHttpRequestHead implements RequestHead {

  /** Inline images make bodies large; nothing is looked for in a body above this. */
  private static final long LARGEST_BODY = 32L * 1024 * 1024;

  private final Request request;
  private @Nullable String path;
  private boolean bodyRead;
  private byte @Nullable [] body;

  OkHttpRequestHead(Request request) {
    this.request = request;
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String scheme() {
    return request.url().scheme();
  }

  @Override
  public String host() {
    return request.url().host();
  }

  @Override
  public int port() {
    return request.url().port();
  }

  @Override
  public String path() {
    String read = path;
    if (read == null) {
      read = request.url().encodedPath();
      path = read;
    }
    return read;
  }

  @Override
  public @Nullable String query() {
    return request.url().encodedQuery();
  }

  @Override
  public @Nullable String query(String name) {
    return request.url().queryParameter(name);
  }

  @Override
  public @Nullable String header(String name) {
    return request.header(name);
  }

  @Override
  public boolean replayable() {
    RequestBody body = request.body();
    return body == null || !(body.isOneShot() || body.isDuplex());
  }

  @Override
  public byte @Nullable [] body() {
    if (!bodyRead) {
      body = readBody();
      bodyRead = true;
    }
    return body;
  }

  private byte @Nullable [] readBody() {
    RequestBody content = request.body();
    if (content == null || !replayable()) {
      return null;
    }
    try {
      if (content.contentLength() > LARGEST_BODY) {
        return null;
      }
      Buffer buffer = new Buffer();
      content.writeTo(buffer);
      return buffer.readByteArray();
    } catch (IOException e) {
      return null;
    }
  }
}
