package io.geminiquota.agent.core.weave;

import io.geminiquota.agent.core.Log;
import io.geminiquota.agent.core.link.Dispatcher;
import io.geminiquota.agent.core.scope.MethodScopes;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the async classes of com.google.genai. They hand the answers of all calls, and in old
 * versions the calls themselves, to the JVM's common pool; and what the application does with an
 * answer runs there, too. So each such {@code thenApplyAsync(function)} becomes {@code
 * thenApplyAsync(function, executor)}, with the same pool, but in the scope of who asked for it.
 */
final class SdkAsyncWeaver {

  private static final String ASYNC_CLASSES = "com/google/genai/Async";

  private static final String FUTURE = "java/util/concurrent/CompletableFuture";
  private static final String POOL = "java/util/concurrent/ForkJoinPool";
  private static final String EXECUTOR = "java/util/concurrent/Executor";

  /** Loaded once for each SDK, before the first call. */
  private static final String FIRST = "com/google/genai/AsyncModels";

  private final Log log;
  private final Interceptions interceptions;

  SdkAsyncWeaver(Log log, Interceptions interceptions) {
    this.log = log;
    this.interceptions = interceptions;
  }

  static boolean isFor(@Nullable String name) {
    return name != null && name.startsWith(ASYNC_CLASSES);
  }

  /** The woven class file, or null if the class is left as it is. */
  byte @Nullable [] weave(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    try {
      if (FIRST.equals(name)) {
        check(loader, Origin.of(loader, domain));
      }
      ClassReader reader = new ClassReader(classFile);
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(new Visitor(writer), 0);
      return writer.toByteArray();
    } catch (Throwable fault) {
      log.line(
          Weaver.unwoven(name, fault, "what its answers call is outside of every @GeminiQuota"));
      return null;
    }
  }

  private void check(@Nullable ClassLoader loader, Origin origin) {
    String mismatch = RequiredSdk.mismatch(loader);
    String library = Origin.sdk(loader);
    interceptions.add(
        origin,
        library,
        mismatch == null ? null : "has " + mismatch + ": its own retries stay switched on");
    if (mismatch != null) {
      log.line(
          library
              + " at "
              + origin.location()
              + " has "
              + mismatch
              + ": its own retries stay switched on; report its version");
    }
  }

  private static final class Visitor extends ClassVisitor {

    Visitor(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new Body(super.visitMethod(access, name, descriptor, signature, exceptions));
    }
  }

  private static final class Body extends MethodVisitor {

    Body(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      boolean toThePool =
          owner.equals(FUTURE) && name.endsWith("Async") && !descriptor.contains(EXECUTOR);
      if (toThePool) {
        pushExecutor();
      }
      super.visitMethodInsn(
          opcode,
          owner,
          name,
          toThePool ? descriptor.replace(")", "L" + EXECUTOR + ";)") : descriptor,
          isInterface);
    }

    /** {@code requireNonNullElse(advice.executor(), commonPool())}. */
    private void pushExecutor() {
      visitInvokeDynamicInsn(
          "executor", "()L" + EXECUTOR + ";", Dispatcher.bootstrap(), MethodScopes.POOL);
      visitMethodInsn(Opcodes.INVOKESTATIC, POOL, "commonPool", "()L" + POOL + ";", false);
      visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/util/Objects",
          "requireNonNullElse",
          "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
          false);
      visitTypeInsn(Opcodes.CHECKCAST, EXECUTOR);
    }
  }
}
