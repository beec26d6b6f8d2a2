package io.geminiquota.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class that the JVM loads, compares its name, looks for our annotation in it, and does
 * nothing more until the first class comes by that we weave, or have to say something about: only
 * then is the agent's core opened and started.
 */
final class LazyTransformer implements ClassFileTransformer {

  private static final String REAL_CALL = "okhttp3/internal/connection/RealCall";
  private static final String GOOGLE = "com/google/";
  private static final String SDK_ASYNC = "com/google/genai/Async";
  private static final String SDK_TRANSPORT = "com/google/genai/HttpApiClient";
  private static final String GRPC_CLIENT = "com/google/cloud/vertexai/VertexAI";
  private static final String LANGCHAIN4J = "dev/langchain4j/";
  private static final String LANGCHAIN4J_RETRIES =
      "dev/langchain4j/internal/RetryUtils$RetryPolicy";
  private static final String LANGCHAIN4J_HTTP = "dev/langchain4j/http/client/";
  private static final String OUR_OWN = "io/geminiquota/agent/";

  private static final ConstantSearch ANNOTATION =
      new ConstantSearch("Lio/geminiquota/annotations/GeminiQuota;");
  private static final ConstantSearch LANGCHAIN4J_CLIENT =
      new ConstantSearch("dev/langchain4j/http/client/HttpClient");

  private final @Nullable String arguments;
  private final Instrumentation instrumentation;
  private boolean started;
  private @Nullable Core core;

  LazyTransformer(@Nullable String arguments, Instrumentation instrumentation) {
    this.arguments = arguments;
    this.instrumentation = instrumentation;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (!isLibrary(name, classFile) && !mayBeAnnotated(loader, name, classFile)) {
      return null;
    }
    try {
      Core weaver = core();
      return weaver == null ? null : weaver.transform(loader, name, redefined, domain, classFile);
    } catch (Throwable fault) {
      System.err.println(
          "gemini-quota: could not weave "
              + name
              + " ("
              + fault
              + "): calls through it are not governed; please report this line");
      return null;
    }
  }

  /** Whether a class is one of the libraries' that are woven. */
  static boolean isLibrary(@Nullable String name, byte[] classFile) {
    return name != null
        && mayBeLibrary(name)
        && (!name.startsWith(LANGCHAIN4J) || isOnTheWayOfLangChain4j(name, classFile));
  }

  /** Whether it may be one, by its name. */
  static boolean mayBeLibrary(String name) {
    return name.equals(REAL_CALL)
        || name.startsWith(LANGCHAIN4J)
        || (name.startsWith(GOOGLE) && isGoogleLibrary(name));
  }

  private static boolean isGoogleLibrary(String name) {
    return name.startsWith(SDK_ASYNC) || name.equals(SDK_TRANSPORT) || name.equals(GRPC_CLIENT);
  }

  /** What of LangChain4j calls its HTTP client; not what implements or wraps one. */
  private static boolean isOnTheWayOfLangChain4j(String name, byte[] classFile) {
    return name.equals(LANGCHAIN4J_RETRIES)
        || (!name.startsWith(LANGCHAIN4J_HTTP) && LANGCHAIN4J_CLIENT.finds(classFile));
  }

  /**
   * Whether a class may have our annotation. What looks for the annotation names it, too. The JDK's
   * boot class loader is null.
   */
  static boolean mayBeAnnotated(
      @Nullable ClassLoader loader, @Nullable String name, byte[] classFile) {
    return loader != null
        && ANNOTATION.finds(classFile)
        && (name == null || !name.startsWith(OUR_OWN));
  }

  /** The core, which is started if nothing has started it yet; null if it does not start. */
  synchronized @Nullable Core core() throws ReflectiveOperationException {
    if (!started) {
      started = true;
      core =
          (Core)
              Class.forName("io.geminiquota.agent.CoreStart")
                  .getMethod("start", String.class, Instrumentation.class)
                  .invoke(null, arguments, instrumentation);
    }
    return core;
  }
}
