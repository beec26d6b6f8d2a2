package io.geminiquota.agent.core.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A type of a library, and the methods that it must have before anything of the library is touched.
 *
 * @param name with slashes
 * @param methods names with descriptors
 */
record RequiredType(String name, List<String> methods) {

  RequiredType(String name, String... methods) {
    this(name, List.of(methods));
  }

  /**
   * The first thing that several types lack, null if all is there.
   *
   * @param loader where they are, null for the boot class loader
   */
  static @Nullable String missing(List<RequiredType> types, @Nullable ClassLoader loader) {
    String missing = null;
    for (int i = 0; missing == null && i < types.size(); i++) {
      missing = types.get(i).missingFrom(loader);
    }
    return missing;
  }

  /** The first method that a class file of the type lacks, null if all are there. */
  @Nullable String missingFrom(byte[] classFile) {
    Set<String> found = methodsOf(classFile);
    for (String method : methods) {
      if (!found.contains(method)) {
        return simpleName() + "." + method;
      }
    }
    return null;
  }

  private @Nullable String missingFrom(@Nullable ClassLoader loader) {
    try (InputStream in = open(loader)) {
      return in == null ? dotted() : missingFrom(in.readAllBytes());
    } catch (IOException e) {
      return dotted();
    }
  }

  private @Nullable InputStream open(@Nullable ClassLoader loader) {
    String file = name + ".class";
    return loader == null
        ? ClassLoader.getSystemResourceAsStream(file)
        : loader.getResourceAsStream(file);
  }

  private String dotted() {
    return name.replace('/', '.');
  }

  private String simpleName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static Set<String> methodsOf(byte[] classFile) {
    Set<String> methods = new HashSet<>();
    ClassVisitor collector =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            methods.add(name.concat(descriptor));
            return null;
          }
        };
    new ClassReader(classFile)
        .accept(
            collector, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return methods;
  }
}
