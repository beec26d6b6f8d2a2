package com.example.digest;

import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.service.AiServices;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The program. Its key is read from {@code GOOGLE_API_KEY}. */
public final class Application {

  private static final String MODEL = "gemini-2.5-flash";
  private static final int WORKERS = 12;
  private static final int REMEMBERED = 10;

  private Application() {}

  /** Makes a digest of some news, then asks about it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> environment = System.getenv();
    if (!environment.containsKey("GOOGLE_API_KEY")) {
      System.err.println("Set GOOGLE_API_KEY to a key of https://aistudio.google.com/apikey.");
      System.exit(2);
    }
    System.exit(run(model(environment), news()));
  }

  /** How many texts failed, at most 1: the exit code. */
  static int run(ChatModel model, List<String> news) throws InterruptedException {
    long start = System.nanoTime();
    Editor editor = AiServices.create(Editor.class, model);
    List<String> summaries =
        new Digest(editor, WORKERS)
            .summarize(news, failure -> System.out.println("  failed: " + failure.getMessage()));
    int failed = news.size() - summaries.size();
    System.out.printf(
        "%d of %d texts were summarised in %d s, %d failed.%n",
        summaries.size(),
        news.size(),
        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
        failed);

    Reader reader =
        AiServices.builder(Reader.class)
            .chatModel(model)
            .chatMemory(MessageWindowChatMemory.withMaxMessages(REMEMBERED))
            .build();
    System.out.println("> " + reader.say("What is new? " + String.join(" ", summaries)));
    System.out.println("> " + reader.say("And which of it matters most?"));
    return Math.min(1, failed);
  }

  private static ChatModel model(Map<String, String> environment) {
    return GoogleAiGeminiChatModel.builder()
        .apiKey(environment.get("GOOGLE_API_KEY"))
        .baseUrl(environment.get("GOOGLE_GEMINI_BASE_URL"))
        .modelName(MODEL)
        .build();
  }

  /** One text a line. */
  private static List<String> news() throws IOException {
    try (InputStream in = Application.class.getResourceAsStream("/news.txt")) {
      if (in == null) {
        throw new IOException("news.txt is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
