package io.geminiquota.agent.core.weave;

import io.geminiquota.agent.core.Log;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the methods that {@code @GeminiQuota} holds for. No other class is looked at for that: the
 * application may not even have the one of the annotation.
 */
final class ScopeWeaver {

  private static final int MAJOR_VERSION = 6;

  private final Log log;
  private final Interceptions interceptions;

  ScopeWeaver(Log log, Interceptions interceptions) {
    this.log = log;
    this.interceptions = interceptions;
  }

  /**
   * The woven class file, or null if the class is left as it is.
   *
   * @param name of the class, null where the JVM was not told
   */
  byte @Nullable [] weave(@Nullable String name, byte[] classFile) {
    try {
      ClassReader reader = new ClassReader(classFile);
      Map<String, ScopedMethod> methods = AnnotatedClass.read(reader).scopedMethods();
      if (methods.isEmpty()) {
        return null;
      }
      if (reader.readUnsignedShort(MAJOR_VERSION) < Opcodes.V1_7) {
        log.line(
            reader.getClassName().replace('/', '.')
                + " is compiled for Java 6 or older: its @GeminiQuota is not honoured; compile it"
                + " for Java 7 or newer");
        return null;
      }
      ClassWriter writer = new ClassWriter(reader, 0);
      reader.accept(new Visitor(writer, methods), ClassReader.EXPAND_FRAMES);
      interceptions.addAnnotatedClass();
      return writer.toByteArray();
    } catch (Throwable fault) {
      log.line(Weaver.unwoven(name, fault, "its @GeminiQuota is not honoured"));
      return null;
    }
  }

  /** Weaves the methods that have a scope. */
  private static final class Visitor extends ClassVisitor {

    private final Map<String, ScopedMethod> methods;

    Visitor(ClassVisitor next, Map<String, ScopedMethod> methods) {
      super(Opcodes.ASM9, next);
      this.methods = methods;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      ScopedMethod scoped = methods.get(name.concat(descriptor));
      return scoped == null ? next : new ScopedMethodVisitor(next, scoped);
    }
  }
}
