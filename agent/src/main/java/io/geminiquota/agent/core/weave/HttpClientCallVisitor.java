package io.geminiquota.agent.core.weave;

import static io.geminiquota.agent.core.weave.RequiredLangChain4j.CLIENT;
import static io.geminiquota.agent.core.weave.RequiredLangChain4j.EXECUTE;
import static io.geminiquota.agent.core.weave.RequiredLangChain4j.LISTENER;
import static io.geminiquota.agent.core.weave.RequiredLangChain4j.PARSED_STREAM;
import static io.geminiquota.agent.core.weave.RequiredLangChain4j.PARSER;
import static io.geminiquota.agent.core.weave.RequiredLangChain4j.REQUEST;
import static io.geminiquota.agent.core.weave.RequiredLangChain4j.RESPONSE;
import static io.geminiquota.agent.core.weave.RequiredLangChain4j.STREAM;

import io.geminiquota.agent.core.link.Dispatcher;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves a class that calls LangChain4j's HTTP client: each such call goes to a method that is
 * added to the class, where the advice is asked first.
 */
final class HttpClientCallVisitor extends ClassVisitor {

  private static final String ADVICE = "io.geminiquota.agent.glue.HttpClientAdvice";
  private static final String ADDED = "geminiQuota$execute";
  private static final String OBJECT = "java/lang/Object";
  private static final String ADVISED = "(L" + CLIENT + ";L" + REQUEST + ";)L" + OBJECT + ";";
  private static final String ADVISED_STREAM =
      "(L" + CLIENT + ";L" + REQUEST + ";L" + PARSER + ";L" + LISTENER + ";)L" + OBJECT + ";";

  private final String woven;

  /** The descriptors of the client's methods that are called here. */
  private final Set<String> called = new TreeSet<>();

  /**
   * @param woven the name of the class
   */
  HttpClientCallVisitor(ClassVisitor next, String woven) {
    super(Opcodes.ASM9, next);
    this.woven = woven;
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

  @Override
  public void visitEnd() {
    for (String descriptor : called) {
      MethodVisitor added =
          super.visitMethod(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
              ADDED,
              withClient(descriptor),
              null,
              null);
      added.visitCode();
      if (descriptor.equals(EXECUTE)) {
        execute(added);
      } else {
        stream(added, descriptor);
      }
      added.visitMaxs(0, 0);
      added.visitEnd();
    }
    super.visitEnd();
  }

  /**
   * {@code Object answer = advice.execute(client, request); if (answer == null) return
   * client.execute(request); if (answer instanceof Throwable) throw (Throwable) answer; return
   * (SuccessfulHttpResponse) answer;}.
   */
  private static void execute(MethodVisitor method) {
    Label goOn = new Label();
    load(method, 2);
    method.visitInvokeDynamicInsn("execute", ADVISED, Dispatcher.bootstrap(), ADVICE);
    WovenMethod.throwIfThrowable(method, goOn);
    method.visitTypeInsn(Opcodes.CHECKCAST, RESPONSE);
    method.visitInsn(Opcodes.ARETURN);
    method.visitLabel(goOn);
    method.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {OBJECT});
    method.visitInsn(Opcodes.POP);
    load(method, 2);
    method.visitMethodInsn(Opcodes.INVOKEINTERFACE, CLIENT, "execute", EXECUTE, true);
    method.visitInsn(Opcodes.ARETURN);
  }

  /**
   * {@code Object carried = advice.stream(client, request, parser or null, listener); if (carried
   * == null) client.execute(...); else if (carried instanceof Throwable) throw (Throwable)
   * carried;}.
   */
  private static void stream(MethodVisitor method, String descriptor) {
    boolean parsed = descriptor.equals(PARSED_STREAM);
    Label goOn = new Label();
    if (parsed) {
      load(method, 4);
    } else {
      load(method, 2);
      method.visitInsn(Opcodes.ACONST_NULL);
      method.visitVarInsn(Opcodes.ALOAD, 2);
    }
    method.visitInvokeDynamicInsn("stream", ADVISED_STREAM, Dispatcher.bootstrap(), ADVICE);
    WovenMethod.throwIfThrowable(method, goOn);
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(goOn);
    method.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {OBJECT});
    method.visitInsn(Opcodes.POP);
    load(method, parsed ? 4 : 3);
    method.visitMethodInsn(Opcodes.INVOKEINTERFACE, CLIENT, "execute", descriptor, true);
    method.visitInsn(Opcodes.RETURN);
  }

  private static void load(MethodVisitor method, int arguments) {
    for (int i = 0; i < arguments; i++) {
      method.visitVarInsn(Opcodes.ALOAD, i);
    }
  }

  /** As a static method has it. */
  private static String withClient(String descriptor) {
    return "(L" + CLIENT + ";" + descriptor.substring(1);
  }

  /** A method of the class, with its calls of the client. */
  private final class Body extends MethodVisitor {

    Body(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      boolean ofClient =
          opcode == Opcodes.INVOKEINTERFACE
              && owner.equals(CLIENT)
              && (descriptor.equals(EXECUTE)
                  || descriptor.equals(STREAM)
                  || descriptor.equals(PARSED_STREAM));
      if (!ofClient) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        return;
      }
      called.add(descriptor);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, woven, ADDED, withClient(descriptor), false);
    }
  }
}
