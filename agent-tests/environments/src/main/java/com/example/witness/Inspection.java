package com.example.witness;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collections;
import java.util.List;

/**
 * An application that looks around for what is not its own while its calls are governed. Arguments:
 * the base URL, the agent's jar, a file with the names of everything that is packed in it. Prints
 * what it finds, a line for each.
 */
public final class Inspection {

  private static final String MODEL = "gemini-2.5-flash";
  private static final String CLASS = ".class";

  private final ClassLoader own = ClassLoader.getSystemClassLoader();
  private final String agentJar;

  private Inspection(String agentJar) {
    this.agentJar = agentJar;
  }

  public static void main(String[] arguments) throws Exception {
    HttpOptions options = HttpOptions.builder().baseUrl(arguments[0]).build();
    try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build()) {
      System.out.println(
          "answer " + client.models.generateContent(MODEL, "Hello", null).finishReason());
      System.out.println(
          "answer "
              + client.async.models.generateContent(MODEL, "Hello", null).get().finishReason());
      Inspection inspection = new Inspection(arguments[1]);
      inspection.lookFor(Files.readAllLines(Path.of(arguments[2])));
      inspection.lookAtClasses();
      inspection.lookAtThreads();
    }
    Witness.changed().forEach(name -> System.out.println("changed " + name));
    System.out.println("classes " + Witness.seen());
    System.exit(0);
  }

  private void lookFor(List<String> names) throws IOException {
    int sought = 0;
    for (String name : names) {
      sought++;
      if (name.endsWith(CLASS)) {
        lookForClass(name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
      }
      for (URL found : Collections.list(own.getResources(name))) {
        if (found.toString().contains(agentJar) || found.toString().startsWith("gemini-quota:")) {
          System.out.println("resource " + found);
        }
      }
    }
    System.out.println("sought " + sought);
  }

  /** The application may have the same library, in a jar of its own. */
  private void lookForClass(String name) {
    try {
      CodeSource source = Class.forName(name, false, own).getProtectionDomain().getCodeSource();
      if (source == null || source.getLocation().toString().contains(agentJar)) {
        System.out.println("class " + name);
      }
    } catch (ClassNotFoundException | LinkageError e) {
      // As it should be.
    }
  }

  /** Whatever the agent has loaded by now is elsewhere. */
  private void lookAtClasses() {
    for (Class<?> loaded : Witness.instrumentation().getAllLoadedClasses()) {
      ClassLoader loader = loaded.getClassLoader();
      boolean isVisible =
          loader == null || loader == own || loader == ClassLoader.getPlatformClassLoader();
      if (isVisible
          && !loaded.isArray()
          && loaded.getName().matches("(?i).*(gemini-?quota|bytebuddy|opentelemetry|picocli).*")) {
        System.out.println("loaded " + loaded.getName());
      }
    }
  }

  private void lookAtThreads() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      // Also the exporter's; that of the JDK's HTTP client has, from the JDK, the system's loader.
      if (thread.getName().matches("(gemini-quota|BatchSpanProcessor).*")) {
        System.out.println(
            "thread "
                + thread.getName()
                + (thread.getContextClassLoader() == own ? " in the application" : ""));
      }
    }
  }
}
