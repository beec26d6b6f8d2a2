package io.geminiquota.agent.core.weave;

import io.geminiquota.agent.core.Log;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Weaves OkHttp's own call, LangChain4j's calls of its HTTP client, the methods of the application
 * that have our annotation, and what would lead out of them. Says what it cannot weave.
 */
public final class Weaver implements ClassFileTransformer {

  private final RealCallWeaver realCalls;
  private final LangChain4jWeaver langChain4j;
  private final SdkAsyncWeaver sdkAsync;
  private final ScopeWeaver scopes;
  private final UncoveredLibraries uncovered;

  /**
   * @param log is told what cannot be woven
   * @param interceptions keeps what was woven and what was not
   */
  public Weaver(Log log, Interceptions interceptions) {
    this.realCalls = new RealCallWeaver(log, interceptions);
    this.langChain4j = new LangChain4jWeaver(log, interceptions);
    this.sdkAsync = new SdkAsyncWeaver(log, interceptions);
    this.scopes = new ScopeWeaver(log, interceptions);
    this.uncovered = new UncoveredLibraries(log);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (RealCallWeaver.REAL_CALL.equals(name)) {
      return realCalls.weave(loader, domain, classFile);
    }
    if (LangChain4jWeaver.isFor(name)) {
      return langChain4j.weave(loader, name, domain, classFile);
    }
    if (name != null && UncoveredLibraries.mayBe(name)) {
      uncovered.meet(name, classFile);
      return null;
    }
    return SdkAsyncWeaver.isFor(name)
        ? sdkAsync.weave(loader, name, domain, classFile)
        : scopes.weave(name, classFile);
  }

  /** What a person is told of a class that is left as it is because of a fault of ours. */
  static String unwoven(@Nullable String name, Throwable fault, String consequence) {
    return "could not weave "
        + name
        + " ("
        + fault
        + "): "
        + consequence
        + "; please report this line";
  }
}
