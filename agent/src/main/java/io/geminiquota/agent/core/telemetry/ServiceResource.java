package io.geminiquota.agent.core.telemetry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As whom the application is known in a backend, where only our own exporter speaks for it. */
final class ServiceResource {

  private static final String SERVICE_NAME = "service.name";

  private ServiceResource() {}

  /** The attributes of the application. */
  static Map<String, String> of(OpenTelemetryVariables variables) {
    Map<String, String> attributes = KeyValueList.read(variables.get("otel.resource.attributes"));
    String name = variables.get("otel.service.name");
    if (name != null) {
      attributes.put(SERVICE_NAME, name);
    } else {
      attributes.putIfAbsent(SERVICE_NAME, programName(variables.get("sun.java.command")));
    }
    return attributes;
  }

  /** The simple name of the main class, or of the jar, that the JVM was started with. */
  private static String programName(@Nullable String command) {
    if (command == null) {
      return "unknown_service:java";
    }
    int blank = command.indexOf(' ');
    String program = blank < 0 ? command : command.substring(0, blank);
    program = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
    return program.endsWith(".jar")
        ? program.substring(0, program.length() - ".jar".length())
        : program.substring(program.lastIndexOf('.') + 1);
  }
}
