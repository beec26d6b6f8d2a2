package io.geminiquota.agent.core.link;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/**
 * The one class of ours in {@code java.lang}, where the woven code of any class loader finds it,
 * also of one that delegates nothing but {@code java.*}. Defined by a lookup, without Unsafe and
 * without touching the boot class path, which would cost class data sharing.
 */
public final class Dispatcher {

  private static final String NAME = "java/lang/GeminiQuotaDispatcher";

  private final Class<?> defined;

  private Dispatcher(Class<?> defined) {
    this.defined = defined;
  }

  /** The bootstrap method for woven code. */
  public static Handle bootstrap() {
    return new Handle(
        Opcodes.H_INVOKESTATIC,
        NAME,
        "bootstrap",
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
            + "Ljava/lang/String;)Ljava/lang/invoke/CallSite;",
        false);
  }

  /**
   * Defines the dispatcher, once for a JVM.
   *
   * @throws IOException if the agent's jar cannot be read
   * @throws IllegalAccessException if the JVM does not let us in
   */
  public static Dispatcher define(Instrumentation instrumentation)
      throws IOException, IllegalAccessException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.emptyMap(),
        Map.of("java.lang", Set.of(Dispatcher.class.getModule())),
        Collections.emptySet(),
        Collections.emptyMap());
    return new Dispatcher(
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
            .defineClass(renamedTemplate()));
  }

  /**
   * Connects woven code to the agent.
   *
   * @param linker {@code (Lookup caller, String name, MethodType type, String advice)MethodHandle}
   * @throws ReflectiveOperationException never, if the dispatcher is what we defined
   */
  public void connect(MethodHandle linker) throws ReflectiveOperationException {
    defined.getMethod("connect", MethodHandle.class).invoke(null, linker);
  }

  private static byte[] renamedTemplate() throws IOException {
    String template = DispatcherTemplate.class.getName().replace('.', '/');
    try (InputStream in =
        DispatcherTemplate.class.getClassLoader().getResourceAsStream(template + ".class")) {
      if (in == null) {
        throw new IOException(template + " is missing");
      }
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(in.readAllBytes())
          .accept(
              new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, template, NAME)),
              ClassReader.SKIP_DEBUG);
      return writer.toByteArray();
    }
  }
}
