package io.geminiquota.micronaut.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose context a call runs in, on whatever thread. */
@Timeout(30)
class CallContextsTest {

  private final ThreadLocal<String> maker = new ThreadLocal<>();

  /** Under which context the interceptors saw the call to each path. */
  private final Map<String, String> seen = new ConcurrentHashMap<>();

  private final CountDownLatch bothAreMade = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(2);
  private final AtomicInteger listenersMade = new AtomicInteger();

  private final OkHttpClient client = client();

  @AfterEach
  void stop() {
    client.dispatcher().executorService().shutdownNow();
  }

  @Test
  void aCallThatAnotherStartsRunsInTheContextOfItsOwnMaker() throws Exception {
    enqueue("first");
    // Only one may run at a time: the thread of the first will start it.
    enqueue("second");
    bothAreMade.countDown();
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsEntry("/first", "first").containsEntry("/second", "second");
  }

  @Test
  void whoWaitsForHisCallIsInHisContextBeforeAndAfter() throws Exception {
    bothAreMade.countDown();
    maker.set("me");
    newCall("waited").execute().close();
    assertThat(seen).containsEntry("/waited", "me");
    assertThat(maker.get()).isEqualTo("me");
  }

  @Test
  void theListenersOfTheApplicationAreKept() throws Exception {
    bothAreMade.countDown();
    newCall("listened").execute().close();
    assertThat(listenersMade).hasValue(1);
  }

  private void enqueue(String name) {
    maker.set(name);
    newCall(name)
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                ended.countDown();
              }

              @Override
              public void onResponse(Call call, Response response) {
                response.close();
                ended.countDown();
              }
            });
    maker.remove();
  }

  private Call newCall(String path) {
    return client.newCall(new Request.Builder().url("http://localhost/" + path).build());
  }

  private OkHttpClient client() {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .eventListenerFactory(
                call -> {
                  listenersMade.incrementAndGet();
                  return EventListener.NONE;
                })
            .addInterceptor(this::answer);
    CallContexts.carry(builder, List.of(this::take));
    OkHttpClient made = builder.build();
    made.dispatcher().setMaxRequests(1);
    return made;
  }

  private CallContext.Taken take() {
    String name = maker.get();
    return () -> {
      String outside = maker.get();
      maker.set(name);
      return () -> maker.set(outside);
    };
  }

  private Response answer(Interceptor.Chain chain) throws IOException {
    seen.put(chain.request().url().encodedPath(), String.valueOf(maker.get()));
    try {
      bothAreMade.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(ResponseBody.create("", null))
        .build();
  }
}
