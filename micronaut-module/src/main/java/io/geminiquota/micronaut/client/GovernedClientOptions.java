package io.geminiquota.micronaut.client;

import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import io.geminiquota.adapters.okhttp.InterceptorSeam;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Internal;
import jakarta.inject.Singleton;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Governs every client that is built from the context's {@code ClientOptions.Builder}: ours, and
 * that of micronaut-langchain4j, whose own hook this is.
 */
@Internal
@Singleton
@Requires(classes = {Client.class, OkHttpClient.class})
@RequiresGeminiQuota
final class GovernedClientOptions implements BeanCreatedEventListener<ClientOptions.Builder> {

  private static final Logger LOG = LoggerFactory.getLogger("io.geminiquota");

  private final BeanProvider<ContextSeam> seam;
  private final BeanProvider<HttpOptions.Builder> httpOptions;
  private final BeanProvider<CallContext> contexts;

  GovernedClientOptions(
      BeanProvider<ContextSeam> seam,
      BeanProvider<HttpOptions.Builder> httpOptions,
      BeanProvider<CallContext> contexts) {
    this.seam = seam;
    this.httpOptions = httpOptions;
    this.contexts = contexts;
  }

  @Override
  public ClientOptions.Builder onCreated(BeanCreatedEvent<ClientOptions.Builder> event) {
    try {
      return governed(event.getBean());
    } catch (NoSuchMethodError tooOld) {
      LOG.warn(
          "Gemini calls are not governed: this com.google.genai takes no HTTP client;"
              + " use 1.58 or newer, or the agent");
      return event.getBean();
    }
  }

  private ClientOptions.Builder governed(ClientOptions.Builder builder) {
    ClientOptions options = builder.build();
    OkHttpClient.Builder client =
        options
            .customHttpClient()
            .map(OkHttpClient::newBuilder)
            .orElseGet(() -> SdkHttpClient.builder(options, httpOptions.get().build()));
    client.dispatcher(dispatcher());
    CallContexts.carry(client, contexts.stream().toList());
    InterceptorSeam.govern(client, Client.class.getClassLoader(), new FirstCall(seam));
    return builder.customHttpClient(client.build());
  }

  /** As many calls at a time as there are: those that are held must not keep others waiting. */
  private static Dispatcher dispatcher() {
    Dispatcher dispatcher = new Dispatcher(CallExecutor.create());
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return dispatcher;
  }
}
