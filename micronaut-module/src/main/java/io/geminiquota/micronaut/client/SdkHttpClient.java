package io.geminiquota.micronaut.client;

import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.ProxyOptions;
import com.google.genai.types.ProxyType;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;

/**
 * An HTTP client with what the SDK would give its own: it applies none of it to a client that it is
 * given. But for the greatest number of connections: the calls that are held would count, and
 * {@code gemini.quota.concurrency} bounds those that are not.
 */
final class SdkHttpClient {

  private SdkHttpClient() {}

  static OkHttpClient.Builder builder(ClientOptions options, HttpOptions http) {
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO);
    http.timeout().ifPresent(millis -> client.callTimeout(Duration.ofMillis(millis)));
    options.proxyOptions().ifPresent(proxy -> apply(proxy, client));
    return client;
  }

  private static void apply(ProxyOptions options, OkHttpClient.Builder client) {
    ProxyType.Known type = options.type().map(ProxyType::knownEnum).orElse(ProxyType.Known.HTTP);
    if (type == ProxyType.Known.DIRECT) {
      client.proxy(Proxy.NO_PROXY);
    } else if (options.host().isPresent() && options.port().isPresent()) {
      Proxy.Type kind = type == ProxyType.Known.SOCKS ? Proxy.Type.SOCKS : Proxy.Type.HTTP;
      InetSocketAddress address =
          InetSocketAddress.createUnresolved(options.host().get(), options.port().get());
      client.proxy(new Proxy(kind, address));
    }
    if (options.username().isPresent() && options.password().isPresent()) {
      String credentials = Credentials.basic(options.username().get(), options.password().get());
      client.proxyAuthenticator(
          (route, response) ->
              response.request().newBuilder().header("Proxy-Authorization", credentials).build());
    }
  }
}
