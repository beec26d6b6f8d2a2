package io.geminiquota.agent.core.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code Object around = advice.enter(); try { ... } finally { advice.exit(around); }}, where
 * {@code around} is one local variable more than the method has.
 *
 * <p>Each frame is told of that variable, and that is all that frames have to be told, so none is
 * computed and no class is loaded to compute one. Takes expanded frames.
 */
final class ScopedMethodVisitor extends WovenMethod {

  private static final String ENTER = "()Ljava/lang/Object;";
  private static final String EXIT = "(Ljava/lang/Object;)V";

  private final int around;
  private final Label start = new Label();

  ScopedMethodVisitor(MethodVisitor next, ScopedMethod method) {
    super(next, method.advice());
    this.around = method.locals();
  }

  @Override
  void enter() {
    callAdvice("enter", ENTER);
    visitVarInsn(Opcodes.ASTORE, around);
    visitLabel(start);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      exit();
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitFrame(int type, int localCount, Object[] locals, int stackSize, Object[] stack) {
    Object[] withAround = withAround(localCount, locals);
    super.visitFrame(Opcodes.F_NEW, withAround.length, withAround, stackSize, stack);
  }

  /** Called after the last instruction: what the method does not catch itself comes here. */
  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label end = new Label();
    visitLabel(end);
    // The last of all handlers, so the method's own go first.
    visitTryCatchBlock(start, end, end, null);
    visitFrame(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
    exit();
    super.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(Math.max(maxStack + 1, 2), maxLocals + 1);
  }

  private void exit() {
    visitVarInsn(Opcodes.ALOAD, around);
    callAdvice("exit", EXIT);
  }

  private Object[] withAround(int localCount, Object[] locals) {
    List<Object> all = new ArrayList<>();
    int slots = 0;
    for (int i = 0; i < localCount; i++) {
      Object local = locals[i];
      all.add(local);
      slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
    }
    for (; slots < around; slots++) {
      all.add(Opcodes.TOP);
    }
    all.add("java/lang/Object");
    return all.toArray();
  }
}
