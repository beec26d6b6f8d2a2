package io.geminiquota.agent.core.weave;

import io.geminiquota.agent.core.link.Dispatcher;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A method that calls advice before its own first instruction. */
abstract class WovenMethod extends MethodVisitor {

  private static final String OBJECT = "java/lang/Object";
  private static final String THROWABLE = "java/lang/Throwable";

  private final String advice;

  /**
   * @param next what writes the method
   * @param advice the class of the advice
   */
  WovenMethod(MethodVisitor next, String advice) {
    super(Opcodes.ASM9, next);
    this.advice = advice;
  }

  /** Writes what comes before the first instruction. */
  abstract void enter();

  @Override
  public final void visitCode() {
    super.visitCode();
    enter();
  }

  /** Calls a method of the advice, whose arguments are on the stack. */
  final void callAdvice(String method, String descriptor) {
    visitInvokeDynamicInsn(method, descriptor, Dispatcher.bootstrap(), advice);
  }

  /**
   * Looks at what an advice answered: goes elsewhere with null, throws what is to be thrown, and
   * leaves anything else on the stack.
   */
  static void throwIfThrowable(MethodVisitor method, Label ifNull) {
    Label answered = new Label();
    method.visitInsn(Opcodes.DUP);
    method.visitJumpInsn(Opcodes.IFNULL, ifNull);
    method.visitInsn(Opcodes.DUP);
    method.visitTypeInsn(Opcodes.INSTANCEOF, THROWABLE);
    method.visitJumpInsn(Opcodes.IFEQ, answered);
    method.visitTypeInsn(Opcodes.CHECKCAST, THROWABLE);
    method.visitInsn(Opcodes.ATHROW);
    method.visitLabel(answered);
    method.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {OBJECT});
  }
}
