package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.EveryKindOfCall;
import io.geminiquota.agent.jvm.AgentJar;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.Answer;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of an advice, and every method of the engine that the glue calls, throws on purpose,
 * one after the other: an exception, and an error. In each case the calls of the application end as
 * they do without us.
 */
class FaultsOfOursIT {

  private static final String ON_PURPOSE = OnPurpose.class.getName().replace('.', '/');
  private static final String ENGINE = "io/geminiquota/engine/";

  /** What woven code calls. */
  private static final List<String> ADVICE =
      List.of(
          "io/geminiquota/agent/glue/RealCallAdvice",
          "io/geminiquota/agent/core/scope/ScopeAdvice",
          "io/geminiquota/agent/core/scope/PoolAdvice");

  private static final String AS_WITHOUT_US =
      "200 200 200 200 200 400 400 200 IOException IOException IOException";

  @TempDir private Path folder;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whateverFailsTheCallsOfTheApplicationEndAsWithoutUs(Jdk jdk) throws IOException {
    Map<String, byte[]> core = AgentJar.entriesOf("core");
    Map<String, byte[]> glue = AgentJar.entriesOf("glue");
    Set<String> entries = entriesOf(core, glue);
    List<String> lines = new ArrayList<>(List.of("nothing"));
    for (String entry : entries) {
      lines.add(entry);
      lines.add("error:" + entry);
    }

    Finished application;
    try (GeminiSimulator simulator = GeminiSimulator.builder().start()) {
      simulator.script("gemini-wrong", Answer.badRequest());
      simulator.script("gemini-cut", Answer.connectionCut());
      simulator.script(
          "gemini-error-in-stream", Answer.streamErrorBeforeFirstChunk(Answer.badRequest()));
      application =
          new ForkedJvm(jdk)
              .classPath(ApplicationJars.OKHTTP_4)
              .agent(damaged(core, glue, entries), "retries=0")
              .run(
                  EveryKindOfCall.class,
                  simulator.baseUrl(),
                  Files.write(folder.resolve("entries"), lines).toString());
    }

    assertThat(entries).hasSizeGreaterThan(40);
    assertThat(application.outLines())
        .containsExactlyElementsOf(lines.stream().map(line -> line + " " + AS_WITHOUT_US).toList());
    assertThat(application.errLines())
        .singleElement()
        .asString()
        .startsWith("gemini-quota: ")
        .contains("IllegalStateException")
        .endsWith("please report this line");
  }

  /** The methods of the advice, and those of the engine that glue and advice call. */
  private static Set<String> entriesOf(Map<String, byte[]> core, Map<String, byte[]> glue) {
    Set<String> entries = new TreeSet<>();
    core.forEach((name, content) -> addEntriesOf(name, content, entries));
    glue.forEach(
        (name, content) -> {
          if (!name.contains("/opentelemetry/") && !name.contains("/Intercept")) {
            addEntriesOf(name, content, entries);
          }
        });
    return entries;
  }

  private static void addEntriesOf(String name, byte[] content, Set<String> entries) {
    boolean isGlue = name.startsWith("io/geminiquota/adapters/okhttp/");
    boolean isAdvice = ADVICE.stream().anyMatch(advice -> name.equals(advice + ".class"));
    if (!isGlue && !isAdvice) {
      return;
    }
    String type = name.substring(0, name.length() - ".class".length());
    new ClassReader(content)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String method, String descriptor, String signature, String[] thrown) {
                boolean isEntry =
                    isAdvice && (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) == 0;
                if (isEntry && !method.startsWith("<")) {
                  entries.add(place(type, method, descriptor));
                }
                return new Calls(entries);
              }
            },
            0);
  }

  private Path damaged(Map<String, byte[]> core, Map<String, byte[]> glue, Set<String> entries)
      throws IOException {
    core.replaceAll((name, content) -> damaged(name, content, entries));
    glue.replaceAll((name, content) -> damaged(name, content, entries));
    try (InputStream in =
        OnPurpose.class.getResourceAsStream(OnPurpose.class.getSimpleName() + ".class")) {
      core.put(ON_PURPOSE.replace("agent/", "engine/") + ".class", renamed(in.readAllBytes()));
    }
    Map<String, byte[]> jar = AgentJar.unzip(Files.newInputStream(AgentJar.PATH));
    jar.put("gemini-quota/core.jar", AgentJar.zip(core));
    jar.put("gemini-quota/glue.jar", AgentJar.zip(glue));
    return Files.write(folder.resolve("agent.jar"), AgentJar.zip(jar));
  }

  private static byte[] damaged(String name, byte[] content, Set<String> entries) {
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
            return entries.contains(place) ? new Damaged(next, place) : next;
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

    private final Set<String> entries;

    Calls(Set<String> entries) {
      super(Opcodes.ASM9);
      this.entries = entries;
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
        entries.add(place(owner, name, descriptor));
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
