package com.example.answers;

import com.google.genai.Client;
import com.google.genai.types.GenerateContentResponse;

/** A model of Gemini that is asked one prompt at a time. */
final class GeminiModel {

  private final Client client;
  private final String name;

  GeminiModel(Client client, String name) {
    this.client = client;
    this.name = name;
  }

  /** Never throws: one prompt that fails must not end the run of the others. */
  Answer ask(Prompt prompt) {
    try {
      GenerateContentResponse response = client.models.generateContent(name, prompt.text(), null);
      String text = response.text();
      if (text == null || text.isEmpty()) {
        return new Answer(prompt.id(), "", "no text: " + response.finishReason());
      }
      return new Answer(prompt.id(), text, "");
    } catch (RuntimeException e) {
      return new Answer(prompt.id(), "", e.toString());
    }
  }
}
