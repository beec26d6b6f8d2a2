package io.geminiquota.agent.core.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.core.Log;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Weaves each method of each class of whole libraries, and lets the JVM verify what came of it.
 *
 * <p>{@code -Dgeminiquota.weave=a.jar:b.jar} says of which libraries, instead of the build's own.
 */
class EveryMethodTest {

  private static final int MAJOR_VERSION = 6;

  private final ScopeWeaver weaver =
      new ScopeWeaver(new Log(System::nanoTime), new Interceptions());

  static List<Path> libraries() throws URISyntaxException {
    String named = System.getProperty("geminiquota.weave");
    return named == null
        ? List.of(jarOf(OkHttpClient.class), jarOf(kotlin.Unit.class))
        : Stream.of(named.split(File.pathSeparator, -1)).map(Path::of).toList();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void theJvmAcceptsEveryMethodAsWoven(Path jar, TestReporter reporter) throws IOException {
    Map<String, byte[]> originals = annotated(jar);
    Map<String, byte[]> woven = new HashMap<>();
    int methods = 0;
    for (Map.Entry<String, byte[]> original : originals.entrySet()) {
      byte[] result = weaver.weave(original.getKey(), original.getValue());
      woven.put(original.getKey(), result == null ? original.getValue() : result);
      methods += AnnotatedClass.read(new ClassReader(original.getValue())).scopedMethods().size();
    }
    ClassLoader wovenLoader = new WovenLoader(getClass().getClassLoader(), woven);
    ClassLoader originalLoader = new WovenLoader(getClass().getClassLoader(), originals);
    List<String> broken = new ArrayList<>();
    int unusable = 0;
    for (String name : originals.keySet()) {
      LinkageError fault = verified(name, wovenLoader);
      if (fault != null && verified(name, originalLoader) == null) {
        broken.add(name + ": " + fault);
      } else if (fault != null) {
        unusable++;
      }
    }
    reporter.publishEntry(
        jar.getFileName() + ": classes",
        originals.size() + ", methods " + methods + ", unusable as they are " + unusable);
    assertThat(broken).isEmpty();
    assertThat(methods).isPositive();
    assertThat(unusable).isLessThan(originals.size() / 2);
  }

  private static @Nullable LinkageError verified(String name, ClassLoader loader) {
    try {
      Class.forName(name, true, loader);
      return null;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    } catch (LinkageError e) {
      return e;
    }
  }

  /** All its classes, with the annotation, and without what they do when they are initialized. */
  private static Map<String, byte[]> annotated(Path jar) throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (name.endsWith(".class")
            && !name.startsWith("META-INF/")
            && !name.endsWith("module-info.class")) {
          ClassReader reader = new ClassReader(zip.readAllBytes());
          if (reader.readUnsignedShort(MAJOR_VERSION) >= Opcodes.V1_7) {
            classes.put(reader.getClassName().replace('/', '.'), annotated(reader));
          }
        }
      }
    }
    return classes;
  }

  private static byte[] annotated(ClassReader reader) {
    ClassWriter writer = new ClassWriter(reader, 0);
    ClassVisitor annotator =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            return name.equals("<clinit>")
                ? null
                : super.visitMethod(access, name, descriptor, signature, thrown);
          }

          @Override
          public void visitEnd() {
            visitAnnotation("Lio/geminiquota/annotations/GeminiQuota;", true).visit("rpm", 1);
            super.visitEnd();
          }
        };
    reader.accept(annotator, 0);
    return writer.toByteArray();
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
