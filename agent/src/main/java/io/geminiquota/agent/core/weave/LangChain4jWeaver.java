package io.geminiquota.agent.core.weave;

import io.geminiquota.agent.core.Log;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves LangChain4j where it calls its HTTP client, and where it would make again what was given
 * up. Not the clients themselves: a caller is known by its name and there are few of them, whereas
 * a client may be any class of the application, a wrapper or a proxy.
 */
final class LangChain4jWeaver {

  private static final String LANGCHAIN4J = "dev/langchain4j/";

  private final Log log;
  private final Interceptions interceptions;
  private final PerLoader<LangChain4jCopy> copies = new PerLoader<>(LangChain4jCopy::of);

  LangChain4jWeaver(Log log, Interceptions interceptions) {
    this.log = log;
    this.interceptions = interceptions;
  }

  static boolean isFor(@Nullable String name) {
    return name != null && name.startsWith(LANGCHAIN4J);
  }

  /** The woven class file, or null if the class is left as it is. */
  byte @Nullable [] weave(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    try {
      ClassReader reader = new ClassReader(classFile);
      boolean retries = RequiredLangChain4j.RETRY_POLICY.equals(name);
      if ((reader.getAccess() & Opcodes.ACC_INTERFACE) != 0) {
        return null;
      }
      LangChain4jCopy copy = copies.of(loader);
      String mismatch =
          retries ? RequiredLangChain4j.mismatchOfRetries(classFile) : copy.mismatch();
      meet(copy, Origin.of(loader, domain), mismatch, retries);
      if (mismatch != null) {
        return null;
      }
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      ClassVisitor visitor =
          retries
              ? new RetryPolicyVisitor(writer)
              : new HttpClientCallVisitor(writer, reader.getClassName());
      reader.accept(visitor, 0);
      return writer.toByteArray();
    } catch (Throwable fault) {
      log.line(Weaver.unwoven(name, fault, "calls through it are not governed"));
      return null;
    }
  }

  /** Says once for each jar what became of it, however many of its classes are woven. */
  private void meet(
      LangChain4jCopy copy, Origin origin, @Nullable String mismatch, boolean retries) {
    if (!copy.meets(origin, mismatch)) {
      return;
    }
    interceptions.add(origin, "LangChain4j", mismatch == null ? null : "has " + mismatch);
    if (mismatch != null) {
      log.seldom(
          "LangChain4j",
          "LangChain4j at "
              + origin.location()
              + " has "
              + mismatch
              + (retries
                  ? ": it goes on to make again what was given up; report its version"
                  : ": calls through it are not governed; use LangChain4j 1.8 or newer, or report"
                      + " its version"));
    }
  }
}
