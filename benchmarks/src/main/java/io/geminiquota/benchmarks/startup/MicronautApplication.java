package io.geminiquota.benchmarks.startup;

import com.google.genai.Client;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

/** A Micronaut application that starts and ends. It has annotated beans: those in here. */
final class MicronautApplication {

  /** The argument that makes it have a Gemini client before it ends. */
  static final String WITH_CLIENT = "with-client";

  private MicronautApplication() {}

  /** Starts it, with the module if that is on the class path. */
  public static void main(String[] args) throws IOException {
    try (ApplicationContext context = ApplicationContext.run()) {
      if (args.length > 0 && args[0].equals(WITH_CLIENT)) {
        Client unused = context.findBean(Client.class).orElseGet(Client::new);
      }
      HelloWorld.main(args);
    }
  }
}
