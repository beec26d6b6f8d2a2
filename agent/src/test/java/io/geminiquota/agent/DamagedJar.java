package io.geminiquota.agent;

import io.geminiquota.agent.jvm.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The agent with places that fail where an application says so: every method of some advice, and
 * every method of the engine that this advice and its glue call.
 */
final class DamagedJar {

  private static final String ON_PURPOSE = OnPurpose.class.getName().replace('.', '/');
  private static final String ENGINE = "io/geminiquota/engine/";

  private final Map<String, byte[]> core;
  private final Map<String, byte[]> glue;
  private final Set<String> places = new TreeSet<>();

  /**
   * @param advice the classes that woven code calls
   * @param glue the beginnings of the names of the classes that they call
   */
  DamagedJar(List<String> advice, List<String> glue) throws IOException {
    this.core = AgentJar.entriesOf("core");
    this.glue = AgentJar.entriesOf("glue");
    List<Map<String, byte[]>> jars = List.of(this.core, this.glue);
    for (Map<String, byte[]> jar : jars) {
      jar.forEach(
          (name, content) -> {
            boolean isAdvice = advice.contains(name.replace(".class", ""));
            if (isAdvice || glue.stream().anyMatch(name::startsWith)) {
              addPlaces(name, content, isAdvice);
            }
          });
    }
  }

  /** The places, by class, method and descriptor. */
  Set<String> places() {
    return places;
  }

  /** Writes the jar into a folder. */
  Path writeTo(Path folder) throws IOException {
    core.replaceAll(this::damaged);
    glue.replaceAll(this::damaged);
    try (InputStream in =
        OnPurpose.class.getResourceAsStream(OnPurpose.class.getSimpleName() + ".class")) {
      core.put(ON_PURPOSE.replace("agent/", "engine/") + ".class", renamed(in.readAllBytes()));
    }
    Map<String, byte[]> jar = AgentJar.entries();
    jar.put("gemini-quota/core.jar", AgentJar.zip(core));
    jar.put("gemini-quota/glue.jar", AgentJar.zip(glue));
    return Files.write(folder.resolve("agent.jar"), AgentJar.zip(jar));
  }

  private void addPlaces(String name, byte[] content, boolean isAdvice) {
    String type = name.substring(0, name.length() - ".class".length());
    new ClassReader(content)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String method, String descriptor, String signature, String[] thrown) {
                boolean isCalledByWovenCode =
                    isAdvice && (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) == 0;
                if (isCalledByWovenCode && !method.startsWith("<")) {
                  places.add(place(type, method, descriptor));
                }
                return new Calls(places);
              }
            },
            0);
  }

  private byte[] damaged(String name, byte[] content) {
    if (!name.startsWith("io/geminiquota/") || !name.endsWith(".class")) {
      return content;
    }
    String type = name.substring(0, name.length() - ".class".length());
    ClassReader reader = new ClassReader(content);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String method, String descriptor, String signature, String[] thrown) {
            MethodVisitor next = super.visitMethod(access, method, descriptor, signature, thrown);
            String place = place(type, method, descriptor);
            return places.contains(place) ? new Damaged(next, place) : next;
          }
        },
        0);
    return writer.toByteArray();
  }

  /** Into a package that core and glue both see in the core. */
  private static byte[] renamed(byte[] content) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(content)
        .accept(
            new net.bytebuddy.jar.asm.commons.ClassRemapper(
                writer,
                new net.bytebuddy.jar.asm.commons.SimpleRemapper(
                    Opcodes.ASM9, ON_PURPOSE, ON_PURPOSE.replace("agent/", "engine/"))),
            0);
    return writer.toByteArray();
  }

  private static String place(String type, String method, String descriptor) {
    return type.substring(type.lastIndexOf('/') + 1) + "." + method + descriptor;
  }

  /** Collects the methods of the engine that a method calls. */
  private static final class Calls extends MethodVisitor {

    private final Set<String> places;

    Calls(Set<String> places) {
      super(Opcodes.ASM9);
      this.places = places;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      add(owner, name, descriptor);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      for (Object argument : arguments) {
        if (argument instanceof Handle handle) {
          add(handle.getOwner(), handle.getName(), handle.getDesc());
        }
      }
    }

    private void add(String owner, String name, String descriptor) {
      if (owner.startsWith(ENGINE)) {
        places.add(place(owner, name, descriptor));
      }
    }
  }

  /** Asks first whether to throw. */
  private static final class Damaged extends MethodVisitor {

    private final String place;

    Damaged(MethodVisitor next, String place) {
      super(Opcodes.ASM9, next);
      this.place = place;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      visitLdcInsn(place);
      visitMethodInsn(
          Opcodes.INVOKESTATIC,
          ON_PURPOSE.replace("agent/", "engine/"),
          "check",
          "(Ljava/lang/String;)V",
          false);
    }
  }
}
