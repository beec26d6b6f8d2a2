package com.example;

import com.google.genai.Client;

/**
 * The Interactions of com.google.genai 1.51, by reflection: the newest has others in their place.
 */
final class FirstInteractions {

  private static final String PARAMETERS =
      "com.google.genai.interactions.models.interactions.CreateModelInteractionParams";
  private static final String SERVICE =
      "com.google.genai.interactions.services.blocking.InteractionService";

  private FirstInteractions() {}

  static String create(Client client, String model) throws Exception {
    Class<?> parametersType = Class.forName(PARAMETERS);
    Class<?> builderType = Class.forName(PARAMETERS + "$Builder");
    Object builder = parametersType.getMethod("builder").invoke(null);
    builderType.getMethod("model", String.class).invoke(builder, model);
    builderType.getMethod("input", String.class).invoke(builder, "Hi");
    Object parameters = builderType.getMethod("build").invoke(builder);
    Object service = Client.class.getField("interactions").get(client);
    try {
      return Class.forName(SERVICE)
          .getMethod("create", parametersType)
          .invoke(service, parameters)
          .toString();
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }
}
