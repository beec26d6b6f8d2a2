package io.geminiquota.agent.core.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * What a class file declares. Read without loading the class.
 *
 * @param members methods like {@code static get(I)V} and fields like {@code size:J} that others can
 *     use
 * @param abstractMethods those of them without a body
 * @param parents its super class and interfaces
 * @param texts the constants of its static text fields, by their names
 */
record ClassFile(
    Set<String> members,
    Set<String> abstractMethods,
    List<String> parents,
    Map<String, String> texts) {

  /** A class that a class loader sees, null if it sees none of that name. */
  static @Nullable ClassFile find(String name, @Nullable ClassLoader loader) {
    String file = name + ".class";
    try (InputStream in =
        loader == null || name.startsWith("java/")
            ? ClassLoader.getSystemResourceAsStream(file)
            : loader.getResourceAsStream(file)) {
      return in == null ? null : of(in.readAllBytes());
    } catch (IOException e) {
      return null;
    }
  }

  static ClassFile of(byte[] content) {
    Collector collector = new Collector();
    new ClassReader(content)
        .accept(
            collector, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return collector.found;
  }

  private static final class Collector extends ClassVisitor {

    final ClassFile found =
        new ClassFile(new HashSet<>(), new HashSet<>(), new ArrayList<>(), new HashMap<>());

    Collector() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      if (superName != null) {
        found.parents.add(superName);
      }
      if (interfaces != null) {
        found.parents.addAll(List.of(interfaces));
      }
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      add(access, name.concat(descriptor));
      if ((access & Opcodes.ACC_ABSTRACT) != 0) {
        found.abstractMethods.add(name.concat(descriptor));
      }
      return null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      add(access, name + ":" + descriptor);
      if (value instanceof String text) {
        found.texts.put(name, text);
      }
      return null;
    }

    private void add(int access, String member) {
      if ((access & Opcodes.ACC_PRIVATE) == 0) {
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        found.members.add(isStatic ? "static ".concat(member) : member);
      }
    }
  }
}
