package io.geminiquota.agent.core.weave;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Weaves {@code okhttp3.internal.connection.RealCall}. */
final class RealCallVisitor extends ClassVisitor {

  private static final String ADVICE = "io.geminiquota.agent.glue.RealCallAdvice";

  private static final String OBJECT = "java/lang/Object";
  private static final String CLIENT = "okhttp3/OkHttpClient";
  private static final String REQUEST = "okhttp3/Request";
  private static final String RESPONSE = "okhttp3/Response";

  RealCallVisitor(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    if (next == null) {
      return null;
    }
    return switch (name.concat(descriptor)) {
      case RequiredOkHttp.CONSTRUCTOR -> new Constructor(next);
      case RequiredOkHttp.EXECUTE -> new Execute(next);
      case RequiredOkHttp.ENQUEUE -> new Enqueue(next);
      case RequiredOkHttp.CANCEL -> new Cancel(next);
      default -> next;
    };
  }

  /** {@code request = advice.prepare(client, request); client = advice.clientFor(...);}. */
  private static final class Constructor extends WovenMethod {

    private static final int CLIENT_ARGUMENT = 1;
    private static final int REQUEST_ARGUMENT = 2;

    Constructor(MethodVisitor next) {
      super(next, ADVICE);
    }

    @Override
    void enter() {
      replace(REQUEST_ARGUMENT, "prepare", REQUEST);
      replace(CLIENT_ARGUMENT, "clientFor", CLIENT);
    }

    private void replace(int argument, String method, String type) {
      visitVarInsn(Opcodes.ALOAD, CLIENT_ARGUMENT);
      visitVarInsn(Opcodes.ALOAD, REQUEST_ARGUMENT);
      callAdvice(method, "(L" + CLIENT + ";L" + REQUEST + ";)L" + type + ";");
      visitVarInsn(Opcodes.ALOAD, argument);
      visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/util/Objects",
          "requireNonNullElse",
          "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
          false);
      visitTypeInsn(Opcodes.CHECKCAST, type);
      visitVarInsn(Opcodes.ASTORE, argument);
    }
  }

  /**
   * {@code Object answer = advice.execute(this); if (answer != null) { if (answer instanceof
   * Throwable) throw (Throwable) answer; return (Response) answer; }}.
   */
  private static final class Execute extends WovenMethod {

    Execute(MethodVisitor next) {
      super(next, ADVICE);
    }

    @Override
    void enter() {
      Label goOn = new Label();
      visitVarInsn(Opcodes.ALOAD, 0);
      callAdvice("execute", "(Lokhttp3/Call;)L" + OBJECT + ";");
      throwIfThrowable(this, goOn);
      visitTypeInsn(Opcodes.CHECKCAST, RESPONSE);
      visitInsn(Opcodes.ARETURN);
      visitLabel(goOn);
      visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {OBJECT});
      visitInsn(Opcodes.POP);
    }
  }

  /** {@code if (advice.enqueue(this, callback)) return;}. */
  private static final class Enqueue extends WovenMethod {

    Enqueue(MethodVisitor next) {
      super(next, ADVICE);
    }

    @Override
    void enter() {
      Label goOn = new Label();
      visitVarInsn(Opcodes.ALOAD, 0);
      visitVarInsn(Opcodes.ALOAD, 1);
      callAdvice("enqueue", "(Lokhttp3/Call;Lokhttp3/Callback;)Z");
      visitJumpInsn(Opcodes.IFEQ, goOn);
      visitInsn(Opcodes.RETURN);
      visitLabel(goOn);
      visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      // A frame of the method's own may follow, and two cannot stand at one place.
      visitInsn(Opcodes.NOP);
    }
  }

  /** {@code advice.cancelled(this);} before each return. */
  private static final class Cancel extends WovenMethod {

    Cancel(MethodVisitor next) {
      super(next, ADVICE);
    }

    @Override
    void enter() {}

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        visitVarInsn(Opcodes.ALOAD, 0);
        callAdvice("cancelled", "(Lokhttp3/Call;)V");
      }
      super.visitInsn(opcode);
    }
  }
}
