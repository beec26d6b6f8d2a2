package com.example;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Gives calls up in all ways, while the server keeps them waiting in the middle of an answer:
 * twice, once where nobody knows Gemini and once as a Gemini call. Arguments: the base URL, then
 * answers as {@code name:length}. Prints a line where the two were not the same, and at the end how
 * many were compared.
 */
public final class DisturbedCalls {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How a call is given up. */
  private enum Way {
    INTERRUPT,
    CANCEL,
    READ_TIMEOUT,
    CALL_TIMEOUT
  }

  /** When. */
  private enum Moment {
    BEFORE,
    HEAD,
    BODY
  }

  private final Dispatcher dispatcher = new Dispatcher();
  private final OkHttpClient client;
  private final String baseUrl;

  private DisturbedCalls(String baseUrl) {
    this.baseUrl = baseUrl;
    dispatcher.setMaxRequestsPerHost(64);
    client =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .retryOnConnectionFailure(false)
            .readTimeout(PATIENCE)
            .build();
  }

  public static void main(String[] arguments) throws Exception {
    DisturbedCalls calls = new DisturbedCalls(arguments[0]);
    ExecutorService threads = Executors.newFixedThreadPool(24);
    List<Future<String>> compared = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      String[] answer = arguments[i].split(":", -1);
      for (Way way : Way.values()) {
        for (Moment moment : Moment.values()) {
          if (moment != Moment.BEFORE || way.compareTo(Way.READ_TIMEOUT) < 0) {
            int length = Integer.parseInt(answer[1]);
            for (boolean async : new boolean[] {false, true}) {
              compared.add(
                  threads.submit(() -> calls.compare(answer[0], length, way, moment, async)));
            }
          }
        }
      }
    }
    for (Future<String> each : compared) {
      System.out.print(each.get());
    }
    threads.shutdown();
    System.out.println("compared " + compared.size());
    System.out.println("open " + calls.open());
    // OkHttp's threads would stay for a minute.
    Runtime.getRuntime().halt(0);
  }

  /** Calls and connections that are still there, once they have had their time to go. */
  private int open() throws InterruptedException {
    int open = 1;
    for (int i = 0; i < 100 && open > 0; i++) {
      client.connectionPool().evictAll();
      open = client.connectionPool().connectionCount() + dispatcher.runningCallsCount();
      Thread.sleep(20);
    }
    return open;
  }

  private String compare(String name, int length, Way way, Moment moment, boolean async)
      throws Exception {
    int sent = moment == Moment.BODY ? length - 10 : 0;
    String what = way + "." + moment + (async ? ".async" : ".sync");
    String method = name.contains("sse") ? ":streamGenerateContent" : ":generateContent";
    String answer = name + "-" + sent + "-pause-" + what + method;
    String expected = run("/elsewhere/" + answer, way, moment, async);
    String seen = run("/v1beta/models/" + answer, way, moment, async);
    return seen.equals(expected)
        ? ""
        : name + " " + what + " | " + expected + " | " + seen + System.lineSeparator();
  }

  private String run(String path, Way way, Moment moment, boolean async) throws Exception {
    CountDownLatch there = new CountDownLatch(1);
    OkHttpClient.Builder builder = client.newBuilder().eventListener(new Watch(moment, there));
    if (way == Way.READ_TIMEOUT) {
      builder.readTimeout(TIMEOUT);
    } else if (way == Way.CALL_TIMEOUT) {
      builder.callTimeout(TIMEOUT);
    } else if (way == Way.INTERRUPT) {
      // What an interrupt does not end at once ends like this.
      builder.readTimeout(TIMEOUT);
    }
    Call call = builder.build().newCall(request(path));
    CompletableFuture<String> seen = new CompletableFuture<>();
    Thread caller = new Thread(() -> make(call, way, moment, async, seen));
    caller.start();
    if (moment != Moment.BEFORE) {
      there.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (way == Way.CANCEL) {
        call.cancel();
      } else if (way == Way.INTERRUPT) {
        awaitBlocked(caller, async);
        caller.interrupt();
      }
    }
    try {
      return seen.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      call.cancel();
      return "hangs";
    }
  }

  /** Until then it depends on chance what an interrupt meets. */
  private static void awaitBlocked(Thread caller, boolean async) throws InterruptedException {
    while (!async && caller.isAlive() && !isReading(caller)) {
      Thread.sleep(1);
    }
  }

  private static boolean isReading(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .filter(frame -> frame.getClassName().equals("sun.nio.ch.NioSocketImpl"))
        .anyMatch(frame -> frame.getMethodName().equals("implRead"));
  }

  private static void make(
      Call call, Way way, Moment moment, boolean async, CompletableFuture<String> seen) {
    if (moment == Moment.BEFORE && way == Way.CANCEL) {
      call.cancel();
    } else if (moment == Moment.BEFORE) {
      Thread.currentThread().interrupt();
    }
    if (async) {
      call.enqueue(
          new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
              seen.complete("failed with " + describe(e) + (failed == call));
            }

            @Override
            public void onResponse(Call answered, Response response) {
              seen.complete(read(response) + (answered == call));
            }
          });
      return;
    }
    String result = describe(() -> read(call.execute()));
    seen.complete(result + " interrupted " + Thread.interrupted() + " " + call.isCanceled());
  }

  /** What an application sees of an answer: its head, what could be read, and how that ended. */
  private static String read(Response response) {
    try (response) {
      return response.code() + " " + describe(() -> response.body().string()) + " ";
    }
  }

  private static String describe(Callable<String> work) {
    try {
      return work.call().replaceAll("\\s+", " ");
    } catch (Throwable thrown) {
      return describe(thrown);
    }
  }

  private static String describe(Throwable thrown) {
    if (thrown instanceof SocketTimeoutException) {
      // The socket's own or OkHttp's, whichever is first.
      return SocketTimeoutException.class.getName();
    }
    StringBuilder chain = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      chain.append(cause.getClass().getName()).append(": ").append(cause.getMessage());
      chain.append(" <- ");
    }
    return chain.toString().replaceAll("\\s+", " ");
  }

  private Request request(String path) {
    return new Request.Builder()
        .url(baseUrl + path)
        .post(RequestBody.create("{\"contents\":[{\"parts\":[{\"text\":\"hello\"}]}]}", JSON))
        .build();
  }

  /** Tells when a call waits for the rest of its head, or of its body. */
  private static final class Watch extends EventListener {

    private final Moment moment;
    private final CountDownLatch there;

    Watch(Moment moment, CountDownLatch there) {
      this.moment = moment;
      this.there = there;
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
      if (moment == Moment.HEAD) {
        there.countDown();
      }
    }

    @Override
    public void responseBodyStart(Call call) {
      if (moment == Moment.BODY) {
        there.countDown();
      }
    }
  }
}
