package com.example;

import io.geminiquota.annotations.GeminiQuota;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import javax.management.Attribute;
import javax.management.ObjectName;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Runs until its input ends, and does what each line of it says. */
public final class LiveCalls {

  private static final OkHttpClient CLIENT = new OkHttpClient();

  private LiveCalls() {}

  public static void main(String[] arguments) throws Exception {
    String baseUrl = arguments[0];
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (line) {
        case "call" -> System.out.println("call " + call(baseUrl));
        case "annotated" -> System.out.println("annotated " + annotated(baseUrl));
        case "hold" -> new Thread(() -> System.out.println("hold " + call(baseUrl))).start();
        case "switch off by JMX" -> {
          ManagementFactory.getPlatformMBeanServer()
              .setAttribute(
                  new ObjectName("io.geminiquota:type=GeminiQuota"),
                  new Attribute("Enabled", false));
          System.out.println("switched off");
        }
        default -> throw new IllegalArgumentException(line);
      }
    }
    Runtime.getRuntime().halt(0);
  }

  @GeminiQuota(rpm = 1000, name = "live")
  private static String annotated(String baseUrl) {
    return call(baseUrl);
  }

  private static String call(String baseUrl) {
    try (Response response =
        CLIENT
            .newCall(
                new Request.Builder()
                    .url(baseUrl + "/v1beta/models/gemini-2.5-flash:generateContent")
                    .header("x-goog-api-key", "test-key")
                    .post(
                        RequestBody.create(
                            "{\"contents\":[{\"parts\":[{\"text\":\"hello\"}]}]}",
                            MediaType.get("application/json")))
                    .build())
            .execute()) {
      response.body().string();
      return String.valueOf(response.code());
    } catch (Exception e) {
      return e.toString();
    }
  }
}
