package com.example;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;

/** Calls Gemini with a com.google.genai that is older than its use of OkHttp. */
public final class OldSdk {

  private OldSdk() {}

  public static void main(String[] arguments) {
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    for (int i = 0; i < 2; i++) {
      Client client = Client.builder().apiKey("test-key").httpOptions(options).build();
      System.out.println(client.models.generateContent("gemini-x", "Hello", null).text());
    }
  }
}
