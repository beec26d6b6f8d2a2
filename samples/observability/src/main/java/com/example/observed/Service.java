package com.example.observed;

import com.google.genai.Client;
import java.util.concurrent.CountDownLatch;

/** Asks Gemini so many questions, one after another, and then stands ready until it is ended. */
public final class Service {

  private static final String MODEL = "gemini-2.5-flash";

  private Service() {}

  /**
   * Asks, and ends.
   *
   * @param args how many questions to ask
   */
  public static void main(String[] args) throws InterruptedException {
    int questions = Integer.parseInt(args[0]);
    try (Client client = new Client()) {
      for (int i = 1; i <= questions; i++) {
        client.models.generateContent(MODEL, "What is " + i + " times " + i + "?", null);
      }
    }
    System.out.println("Asked " + questions + " questions.");
    new CountDownLatch(1).await();
  }
}
