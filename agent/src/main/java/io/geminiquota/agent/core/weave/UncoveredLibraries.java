package io.geminiquota.agent.core.weave;

import io.geminiquota.agent.core.Log;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Recognises what calls Gemini by a way that nobody meets, and says so: once for each library,
 * because whoever set the flag believes that all is governed.
 */
final class UncoveredLibraries {

  private static final String SDK_TRANSPORT = "com/google/genai/HttpApiClient";
  private static final String GRPC_CLIENT = "com/google/cloud/vertexai/VertexAI";

  /** What the SDK spoke HTTP with before it came to OkHttp; its class names stayed the same. */
  private static final String APACHE = "org/apache/http/";

  private final Log log;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  UncoveredLibraries(Log log) {
    this.log = log;
  }

  static boolean mayBe(String name) {
    return name.equals(SDK_TRANSPORT) || name.equals(GRPC_CLIENT);
  }

  /** Looks at a class that {@link #mayBe} one of theirs. */
  void meet(String name, byte[] classFile) {
    if (name.equals(GRPC_CLIENT)) {
      say(
          "google-cloud-vertexai calls Gemini through gRPC, which is not covered: its calls are not"
              + " governed; those of com.google.genai 1.8 or later are, also on Vertex AI");
    } else if (names(classFile, APACHE)) {
      say(
          "this com.google.genai is older than 1.8 and does not use OkHttp: its calls are not"
              + " governed; update it to 1.8 or later");
    }
  }

  private void say(String line) {
    if (told.add(line)) {
      log.line(line);
    }
  }

  private static boolean names(byte[] classFile, String packageName) {
    return new String(classFile, StandardCharsets.ISO_8859_1).contains(packageName);
  }
}
