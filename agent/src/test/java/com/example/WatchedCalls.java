package com.example;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Listens to the agent's notifications by JMX, and calls Gemini one time after the other. */
public final class WatchedCalls {

  private static final OkHttpClient CLIENT = new OkHttpClient();

  private WatchedCalls() {}

  /** Arguments: the URL, how many calls to make, how many notifications to wait for. */
  public static void main(String[] arguments) throws Exception {
    String baseUrl = arguments[0];
    System.out.println("call " + call(baseUrl));
    CountDownLatch missing = new CountDownLatch(Integer.parseInt(arguments[2]));
    listen(
        (notice, handback) -> {
          CompositeData data = (CompositeData) notice.getUserData();
          System.out.println(
              "notice "
                  + notice.getType()
                  + " "
                  + data.get("project")
                  + " "
                  + data.get("model")
                  + " "
                  + data.get("unit")
                  + " "
                  + data.get("percent")
                  + " % of "
                  + data.get("limit")
                  + ", ends "
                  + (data.get("ends") == null ? "never" : "some time")
                  + ": "
                  + notice.getMessage());
          missing.countDown();
        });
    for (int i = 1; i < Integer.parseInt(arguments[1]); i++) {
      System.out.println("call " + call(baseUrl));
    }
    System.out.println(missing.await(20, TimeUnit.SECONDS) ? "heard all" : "did not hear all");
    CLIENT.dispatcher().executorService().shutdown();
    CLIENT.connectionPool().evictAll();
  }

  private static void listen(NotificationListener listener) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName agent = new ObjectName("io.geminiquota:type=GeminiQuota");
    while (!server.isRegistered(agent)) {
      Thread.onSpinWait();
    }
    server.addNotificationListener(agent, listener, null, null);
  }

  private static int call(String baseUrl) throws Exception {
    Request request =
        new Request.Builder()
            .url(baseUrl + "/v1beta/models/gemini-2.5-flash:generateContent")
            .header("x-goog-api-key", "test-key")
            .post(
                RequestBody.create(
                    "{\"contents\":[{\"parts\":[{\"text\":\"hello\"}]}]}",
                    MediaType.get("application/json")))
            .build();
    try (Response response = CLIENT.newCall(request).execute()) {
      response.body().string();
      return response.code();
    }
  }
}
