package io.geminiquota.adapters.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geminiquota.adapters.EndsOfCalls;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever gives a call up, in whatever way and at whatever moment, gives its place back. */
@Timeout(60)
class CancellationTest {

  /** Ways in which an application gives up a call. */
  enum Way {
    ASYNC_CALL_IS_CANCELLED,
    FUTURE_OF_ASYNC_CALL_IS_CANCELLED,
    SYNC_CALL_IS_CANCELLED,
    THREAD_IS_INTERRUPTED
  }

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();
  private final OkHttpClient client = new OkHttpClient();
  private final EndsOfCalls observer = new EndsOfCalls();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    simulator.close();
    threads.shutdownNow();
    client.dispatcher().executorService().shutdownNow();
    client.connectionPool().evictAll();
  }

  @ParameterizedTest
  @EnumSource
  void whoGivesUpWhileHeldLeavesTheQueue(Way way) throws Exception {
    try (WovenCalls calls = new WovenCalls("minute=1h,max-wait=3h,rpm=1,queue=1", observer)) {
      calls.execute(newCall(calls)).close();
      Runnable giveUp = start(calls, way);
      await().until(() -> isFull(calls));
      giveUp.run();
      await().until(() -> !isFull(calls));
    }
    assertThat(simulator.requests()).hasSize(1);
  }

  /** Asks for the only place in the queue, and leaves it again if it was given. */
  private boolean isFull(WovenCalls calls) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Call call = newCall(calls);
    enqueue(calls, call, answer);
    calls.cancel(call);
    return answer.handle((response, fault) -> response != null).join();
  }

  @ParameterizedTest
  @EnumSource
  void whoGivesUpWhileHeldIsPassedByTheNext(Way way) throws Exception {
    try (WovenCalls calls = new WovenCalls("concurrency=1", observer)) {
      Response open = calls.execute(newCall(calls));
      Runnable giveUp = start(calls, way);
      await().until(() -> observer.begun() == 2);
      CompletableFuture<Response> next = new CompletableFuture<>();
      enqueue(calls, newCall(calls), next);
      giveUp.run();
      await().until(() -> !observer.outcomes().isEmpty());
      assertThat(observer.last().ending()).isEqualTo(Outcome.Ending.CANCELLED);
      open.close();
      next.get().close();
    }
    assertThat(simulator.requests()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void whoGivesUpWhileItsAnswerIsAwaitedMakesRoomForTheNext(Way way) throws Exception {
    simulator.script("gemini-x", Answer.ok().delayedBy(Duration.ofMinutes(5)), Answer.ok());
    try (WovenCalls calls = new WovenCalls("concurrency=1", observer)) {
      Runnable giveUp = start(calls, way);
      await().until(() -> client.connectionPool().connectionCount() == 1);
      CompletableFuture<Response> next = new CompletableFuture<>();
      enqueue(calls, newCall(calls), next);
      giveUp.run();
      next.get().close();
    }
  }

  /** The clock is read while a call asks for its place: the only hook into that moment. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whoGivesUpWhileItAsksNeverKeepsItsPlace(int readings) throws Exception {
    AtomicInteger until = new AtomicInteger(Integer.MAX_VALUE);
    AtomicReference<Runnable> giveUp = new AtomicReference<>(() -> {});
    TimeSource time =
        new TimeSource() {
          @Override
          public long nanoTime() {
            if (until.getAndDecrement() == 0) {
              giveUp.get().run();
            }
            return System.nanoTime();
          }

          @Override
          public Instant now() {
            return Instant.now();
          }
        };
    try (WovenCalls calls = new WovenCalls("concurrency=1", observer, time)) {
      Call call = newCall(calls);
      giveUp.set(() -> calls.cancel(call));
      CompletableFuture<Response> answer = new CompletableFuture<>();
      until.set(readings);
      enqueue(calls, call, answer);
      assertThat(answer.handle((response, fault) -> fault).join()).hasMessage("Canceled");
      CompletableFuture<Response> next = new CompletableFuture<>();
      enqueue(calls, newCall(calls), next);
      next.get().close();
      assertThat(calls.faults).isEmpty();
    }
    assertThat(simulator.requests()).hasSize(1);
  }

  /** Makes a call; what is returned gives it up. */
  private Runnable start(WovenCalls calls, Way way) {
    Call call = newCall(calls);
    return switch (way) {
      case ASYNC_CALL_IS_CANCELLED -> {
        enqueue(calls, call, new CompletableFuture<>());
        yield () -> calls.cancel(call);
      }
      case FUTURE_OF_ASYNC_CALL_IS_CANCELLED -> {
        CompletableFuture<Response> answer =
            new CompletableFuture<>() {
              @Override
              public boolean cancel(boolean mayInterrupt) {
                calls.cancel(call);
                return super.cancel(mayInterrupt);
              }
            };
        enqueue(calls, call, answer);
        yield () -> answer.cancel(true);
      }
      case SYNC_CALL_IS_CANCELLED -> {
        Future<?> unused = execute(calls, call);
        yield () -> calls.cancel(call);
      }
      case THREAD_IS_INTERRUPTED -> {
        Future<?> running = execute(calls, call);
        yield () -> running.cancel(true);
      }
    };
  }

  private Future<?> execute(WovenCalls calls, Call call) {
    return threads.submit(
        () -> {
          calls.execute(call).close();
          return null;
        });
  }

  private static void enqueue(WovenCalls calls, Call call, CompletableFuture<Response> answer) {
    calls.enqueue(
        call,
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException e) {
            answer.completeExceptionally(e);
          }

          @Override
          public void onResponse(Call answered, Response response) {
            answer.complete(response);
          }
        });
  }

  private Call newCall(WovenCalls calls) {
    Request request =
        new Request.Builder()
            .url(simulator.baseUrl() + "/v1beta/models/gemini-x:generateContent")
            .header("x-goog-api-key", "test-key")
            .post(
                RequestBody.create(
                    "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}",
                    MediaType.get("application/json")))
            .build();
    return calls.newCall(client, request);
  }
}
