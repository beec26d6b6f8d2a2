package com.example;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import java.util.Map;

/**
 * An application on com.google.genai that knows of one model and one key, and says of each answer
 * who gave it. Arguments: the base URL, the model, and how many calls it makes in each way.
 */
public final class CallsOfOneModel {

  private CallsOfOneModel() {}

  public static void main(String[] arguments) throws Exception {
    String model = arguments[1];
    int calls = Integer.parseInt(arguments[2]);
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    try (Client client = Client.builder().apiKey("my-key").httpOptions(options).build()) {
      for (int i = 0; i < calls; i++) {
        tell("sync", client.models.generateContent(model, "Hello", null));
        tell("async", client.async.models.generateContent(model, "Hello", null).get());
        try (ResponseStream<GenerateContentResponse> stream =
            client.models.generateContentStream(model, "Hello", null)) {
          tell("stream", stream.iterator().next());
        }
      }
    }
    // OkHttp's threads would stay for a minute.
    System.exit(0);
  }

  private static void tell(String way, GenerateContentResponse answer) {
    String route =
        answer
            .sdkHttpResponse()
            .flatMap(response -> response.headers())
            .map(CallsOfOneModel::routeIn)
            .orElse("asked");
    System.out.println(way + " " + answer.modelVersion().orElseThrow() + " " + route);
  }

  private static String routeIn(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("X-Gemini-Quota-Route"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("asked");
  }
}
