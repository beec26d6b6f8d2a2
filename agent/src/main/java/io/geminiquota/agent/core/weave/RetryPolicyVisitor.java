package io.geminiquota.agent.core.weave;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves LangChain4j's own retries: wherever {@code withRetry} looks how often it may retry, that
 * is not at all once we have given the call up. Everything else that fails it tries again as ever.
 */
final class RetryPolicyVisitor extends ClassVisitor {

  private static final String ADVICE = "io.geminiquota.agent.glue.RetryPolicyAdvice";

  RetryPolicyVisitor(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return name.concat(descriptor).equals(RequiredLangChain4j.WITH_RETRY)
        ? new WithRetry(next)
        : next;
  }

  /** {@code advice.begin();} and {@code maxRetries - advice.inVain(maxRetries)}. */
  private static final class WithRetry extends WovenMethod {

    private static final int MAX_RETRIES = 2;

    WithRetry(MethodVisitor next) {
      super(next, ADVICE);
    }

    @Override
    void enter() {
      callAdvice("begin", "()V");
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      super.visitVarInsn(opcode, variable);
      if (opcode == Opcodes.ILOAD && variable == MAX_RETRIES) {
        visitInsn(Opcodes.DUP);
        callAdvice("inVain", "(I)I");
        visitInsn(Opcodes.ISUB);
      }
    }
  }
}
