package com.example;

import com.google.genai.Client;
import com.google.genai.gaos.models.errors.CreateInteractionClientError;
import com.google.genai.gaos.models.interactions.CreateModelInteraction;
import com.google.genai.gaos.models.interactions.InteractionsInput;
import com.google.genai.gaos.models.operations.CreateInteractionRequestBody;

/** The Interactions of the newest com.google.genai. */
final class Interactions {

  private Interactions() {}

  static String create(Client client, String model) {
    CreateModelInteraction interaction =
        CreateModelInteraction.builder().model(model).input(InteractionsInput.of("Hi")).build();
    try {
      return client.interactions.create(CreateInteractionRequestBody.of(interaction)).toString();
    } catch (CreateInteractionClientError e) {
      // Its message is always the same; what the server said stands beside it.
      throw new IllegalStateException(e.bodyAsString().orElseThrow(), e);
    }
  }
}
