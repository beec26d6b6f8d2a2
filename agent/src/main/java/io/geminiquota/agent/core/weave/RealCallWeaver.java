package io.geminiquota.agent.core.weave;

import io.geminiquota.agent.core.Log;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import org.jspecify.annotations.Nullable;

/**
 * Weaves OkHttp's own call, if this OkHttp has everything that we need of it; else leaves it alone
 * and says so.
 */
final class RealCallWeaver {

  static final String REAL_CALL = "okhttp3/internal/connection/RealCall";

  private final Log log;
  private final Interceptions interceptions;

  RealCallWeaver(Log log, Interceptions interceptions) {
    this.log = log;
    this.interceptions = interceptions;
  }

  /** The woven class file, or null if the class is left as it is. */
  byte @Nullable [] weave(
      @Nullable ClassLoader loader, @Nullable ProtectionDomain domain, byte[] classFile) {
    Origin origin = Origin.of(loader, domain);
    String mismatch = RequiredOkHttp.mismatch(classFile, loader);
    interceptions.add(origin, Origin.okHttp(loader), mismatch == null ? null : "has " + mismatch);
    if (mismatch != null) {
      log.line(
          "OkHttp at "
              + origin.location()
              + " has "
              + mismatch
              + ": calls through it are not governed; use OkHttp 4.12 or 5, or report its version");
      return null;
    }
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new RealCallVisitor(writer), 0);
    return writer.toByteArray();
  }
}
