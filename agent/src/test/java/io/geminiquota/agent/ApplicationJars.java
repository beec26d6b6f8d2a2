package io.geminiquota.agent;

import com.example.Calls;
import io.geminiquota.agent.jvm.ClassPath;
import io.geminiquota.annotations.GeminiQuota;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okio.Okio;

/** The class paths of the applications of the tests. */
final class ApplicationJars {

  private static final Path COMPANIONS = Path.of(System.getProperty("companions", "."));

  /** The applications themselves. */
  static final String OWN_CLASSES = ClassPath.of(Calls.class);

  /** An application with OkHttp 4.12. */
  static final String OKHTTP_4 =
      ClassPath.join(
          OWN_CLASSES,
          ClassPath.of(OkHttpClient.class),
          ClassPath.of(Okio.class),
          ClassPath.of(kotlin.Unit.class));

  /** An application with OkHttp 5. */
  static final String OKHTTP_5 =
      ClassPath.join(
          OWN_CLASSES,
          companion("okhttp-jvm.jar").toString(),
          companion("okio-jvm.jar").toString(),
          companion("kotlin-stdlib.jar").toString());

  /** An application with OkHttp 4.12 and an OpenTelemetry of its own. */
  static final String OPEN_TELEMETRY =
      ClassPath.join(
          OKHTTP_4,
          ClassPath.of(OpenTelemetry.class),
          ClassPath.of(Context.class),
          ClassPath.of(io.opentelemetry.common.ComponentLoader.class),
          ClassPath.of(OpenTelemetrySdk.class),
          ClassPath.of(CompletableResultCode.class),
          ClassPath.of(SdkTracerProvider.class),
          ClassPath.of(SdkMeterProvider.class),
          ClassPath.of(SdkLoggerProvider.class));

  /** An application on com.google.genai: what the build has, without anything of ours. */
  static final String GENAI =
      Stream.of(testClassPath())
          .filter(entry -> !isOursOrTelemetrys(Path.of(entry).getFileName().toString()))
          .collect(Collectors.joining(File.pathSeparator));

  /** The same with an OpenTelemetry of its own, its exporter and its autoconfiguration. */
  static final String GENAI_TRACED = ClassPath.join(GENAI, openTelemetry());

  /** The same on the first com.google.genai that is governed. */
  static final String GENAI_OLDEST = genai("google-genai-oldest.jar");

  /** The same on the first one whose async calls are OkHttp's own. */
  static final String GENAI_ENQUEUING = genai("google-genai-enqueuing.jar");

  /** The annotation itself, which an application need not have at run time. */
  static final String ANNOTATIONS = ClassPath.of(GeminiQuota.class);

  private ApplicationJars() {}

  /** An application with OkHttp 4.12 and an OpenTelemetry of another version, from a folder. */
  static String openTelemetry(String folder) {
    return ClassPath.join(OKHTTP_4, companion(folder) + File.separator + "*");
  }

  private static String openTelemetry() {
    return Stream.of(testClassPath())
        .filter(entry -> Path.of(entry).getFileName().toString().startsWith("opentelemetry-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String[] testClassPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        .split(File.pathSeparator, -1);
  }

  private static boolean isOursOrTelemetrys(String fileName) {
    return fileName.equals("classes")
        || fileName.startsWith("gemini-quota-")
        || fileName.startsWith("opentelemetry-");
  }

  private static String genai(String companion) {
    return Stream.of(GENAI.split(File.pathSeparator, -1))
        .map(entry -> entry.contains("google-genai-") ? companion(companion).toString() : entry)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A jar that the build has laid ready. */
  static Path companion(String name) {
    return COMPANIONS.resolve(name);
  }
}
