package io.geminiquota.agent.core.weave;

import io.geminiquota.agent.core.link.Dispatcher;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A method that calls advice before its own first instruction. */
abstract class WovenMethod extends MethodVisitor {

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
}
