package io.geminiquota.agent.core.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an OkHttp must have before it is touched: the methods that are woven, and those of its
 * public interface that came late (OkHttp 4) or that everything else rests on.
 */
final class RequiredOkHttp {

  static final String CONSTRUCTOR = "<init>(Lokhttp3/OkHttpClient;Lokhttp3/Request;Z)V";
  static final String EXECUTE = "execute()Lokhttp3/Response;";
  static final String ENQUEUE = "enqueue(Lokhttp3/Callback;)V";
  static final String CANCEL = "cancel()V";

  private static final RequiredType REAL_CALL =
      new RequiredType(RealCallWeaver.REAL_CALL, CONSTRUCTOR, EXECUTE, ENQUEUE, CANCEL);

  private static final List<RequiredType> OTHERS =
      List.of(
          new RequiredType(
              "okhttp3/Call",
              "request()Lokhttp3/Request;",
              "clone()Lokhttp3/Call;",
              "isCanceled()Z",
              "timeout()Lokio/Timeout;"),
          new RequiredType(
              "okhttp3/Callback",
              "onFailure(Lokhttp3/Call;Ljava/io/IOException;)V",
              "onResponse(Lokhttp3/Call;Lokhttp3/Response;)V"),
          new RequiredType(
              "okhttp3/OkHttpClient",
              "interceptors()Ljava/util/List;",
              "networkInterceptors()Ljava/util/List;",
              "dispatcher()Lokhttp3/Dispatcher;",
              "newBuilder()Lokhttp3/OkHttpClient$Builder;"),
          new RequiredType(
              "okhttp3/Request",
              "url()Lokhttp3/HttpUrl;",
              "body()Lokhttp3/RequestBody;",
              "tag(Ljava/lang/Class;)Ljava/lang/Object;",
              "newBuilder()Lokhttp3/Request$Builder;"),
          new RequiredType(
              "okhttp3/Response",
              "code()I",
              "body()Lokhttp3/ResponseBody;",
              "newBuilder()Lokhttp3/Response$Builder;"),
          new RequiredType("okhttp3/RequestBody", "isOneShot()Z", "isDuplex()Z"),
          new RequiredType(
              "okhttp3/ResponseBody",
              "source()Lokio/BufferedSource;",
              "create(Ljava/lang/String;Lokhttp3/MediaType;)Lokhttp3/ResponseBody;",
              "create(Lokio/BufferedSource;Lokhttp3/MediaType;J)Lokhttp3/ResponseBody;"));

  private RequiredOkHttp() {}

  /**
   * The first thing that is missing, e.g. {@code RealCall.cancel()V}, or null if all is there.
   *
   * @param realCall the class file of RealCall
   * @param loader where its OkHttp is, null for the boot class loader
   */
  static @Nullable String missingFrom(byte[] realCall, @Nullable ClassLoader loader) {
    String missing = REAL_CALL.missingFrom(realCall);
    return missing == null ? RequiredType.missing(OTHERS, loader) : missing;
  }
}
