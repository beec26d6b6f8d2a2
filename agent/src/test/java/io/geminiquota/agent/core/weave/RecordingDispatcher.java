package io.geminiquota.agent.core.weave;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/** Stands where woven code expects the dispatcher, and notes who enters and who leaves. */
public final class RecordingDispatcher {

  private static final Deque<Object> INSIDE = new ArrayDeque<>();
  private static final List<String> ENTERED = new ArrayList<>();

  private RecordingDispatcher() {}

  /** The same class file, but linked by this class. */
  static byte[] linkedHere(byte[] woven) {
    ClassWriter writer = new ClassWriter(0);
    String here = RecordingDispatcher.class.getName().replace('.', '/');
    new ClassReader(woven)
        .accept(
            new ClassRemapper(
                writer, new SimpleRemapper(Opcodes.ASM9, "java/lang/GeminiQuotaDispatcher", here)),
            0);
    return writer.toByteArray();
  }

  /** Called by the JVM. */
  public static CallSite bootstrap(
      MethodHandles.Lookup caller, String name, MethodType type, String advice)
      throws ReflectiveOperationException {
    MethodType own = type.appendParameterTypes(String.class);
    MethodHandle method = MethodHandles.lookup().findStatic(RecordingDispatcher.class, name, own);
    return new ConstantCallSite(
        MethodHandles.insertArguments(method, type.parameterCount(), advice));
  }

  static Object enter(String advice) {
    Object around = new Object();
    INSIDE.push(around);
    ENTERED.add(advice);
    return around;
  }

  static void exit(Object around, String advice) {
    if (INSIDE.peek() != around) {
      throw new AssertionError("leaves what it is not in: " + advice);
    }
    INSIDE.pop();
  }

  /** Which scopes were entered since this was asked before; all of them must have been left. */
  static List<String> entered() {
    List<String> entered = List.copyOf(ENTERED);
    ENTERED.clear();
    boolean left = INSIDE.isEmpty();
    INSIDE.clear();
    if (!left) {
      throw new AssertionError("not left: one of " + entered);
    }
    return entered;
  }
}
