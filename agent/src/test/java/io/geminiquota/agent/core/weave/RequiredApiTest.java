package io.geminiquota.agent.core.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lists of what must be there say what the glue really uses. */
class RequiredApiTest {

  private static final Path LISTS = Path.of("src/main/resources/io/geminiquota/agent/core/weave");

  private static final Path ADAPTERS =
      Path.of("../adapters/target/classes/io/geminiquota/adapters");
  private static final Path GLUE = Path.of("target/classes/io/geminiquota/agent/glue");

  private final ClassLoader library = OkHttpClient.class.getClassLoader();

  @ParameterizedTest
  @CsvSource({
    RequiredOkHttp.USED + ", okhttp, okhttp3/ okio/",
    RequiredLangChain4j.USED + ", langchain4j, dev/langchain4j/"
  })
  void eachListIsWhatTheGlueUses(String name, String adapter, String prefixes) throws Exception {
    List<String> packages = List.of(prefixes.split(" "));
    String derived = derived(ADAPTERS.resolve(adapter), packages);
    String list = Files.readString(LISTS.resolve(name));
    String head =
        list.lines().filter(line -> line.startsWith("#")).collect(Collectors.joining("\n")) + "\n";
    if ("write".equals(System.getProperty("geminiquota.required"))) {
      Files.writeString(LISTS.resolve(name), head + derived);
    } else {
      assertThat(list.substring(head.length()))
          .as("write it anew with -Dgeminiquota.required=write")
          .isEqualTo(derived);
    }
  }

  @Test
  void theLibrariesOfTheBuildHaveAllOfIt() {
    assertThat(RequiredApi.read(RequiredOkHttp.USED).mismatch(library)).isNull();
    assertThat(RequiredLangChain4j.mismatchOfClient(library)).isNull();
  }

  @Test
  void theSdkOfTheBuildCanBeSwitchedOff() {
    assertThat(RequiredSdk.mismatch(com.google.genai.Client.class.getClassLoader())).isNull();
  }

  @Test
  void anSdkWithRetriesThatCannotBeSwitchedOffIsNamed() throws IOException {
    assertThat(RequiredSdk.mismatch(without("com/google/genai/types/HttpRetryOptions", "builder")))
        .isEqualTo(
            "no HttpRetryOptions.builder()Lcom/google/genai/types/HttpRetryOptions$Builder;");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    assertThat(mismatch(without("okio/Buffer", "readUnsafe")))
        .isEqualTo("no Buffer.readUnsafe(Lokio/Buffer$UnsafeCursor;)Lokio/Buffer$UnsafeCursor;");
    assertThat(mismatch(new OtherClasses(library, Map.of("okio/Buffer$UnsafeCursor", new byte[0]))))
        .isEqualTo("no okio.Buffer$UnsafeCursor");
  }

  @Test
  void anAbstractMethodThatIsNewIsNamed() throws IOException {
    byte[] source = content("okio/Source");
    ClassReader reader = new ClassReader(source);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visitEnd() {
            visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "cursor", "()V", null, null);
          }
        },
        0);

    assertThat(mismatch(new OtherClasses(library, Map.of("okio/Source", writer.toByteArray()))))
        .isEqualTo("a new abstract Source.cursor()V");
  }

  private String mismatch(ClassLoader loader) {
    return RequiredApi.read(RequiredOkHttp.USED).mismatch(loader);
  }

  /** The library, with a class that has no method of that name. */
  private ClassLoader without(String type, String method) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(content(type))
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return name.equals(method)
                    ? null
                    : super.visitMethod(access, name, descriptor, signature, thrown);
              }
            },
            0);
    return new OtherClasses(library, Map.of(type, writer.toByteArray()));
  }

  private byte[] content(String type) throws IOException {
    try (var in = library.getResourceAsStream(type + ".class")) {
      return in.readAllBytes();
    }
  }

  /** The list as the compiled glue says it. */
  private static String derived(Path adapter, List<String> packages) throws Exception {
    Map<String, Set<String>> used = new TreeMap<>();
    Set<String> implemented = new TreeSet<>();
    for (Path folder : List.of(adapter, GLUE)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(name -> name.toString().endsWith(".class")).toList()) {
          new ClassReader(Files.readAllBytes(file))
              .accept(new References(packages, used, implemented), 0);
        }
      }
    }
    for (String type : implemented) {
      ClassFile file = ClassFile.find(type, OkHttpClient.class.getClassLoader());
      used.computeIfAbsent(type, name -> new TreeSet<>()).addAll(file.abstractMethods());
    }
    StringBuilder list = new StringBuilder();
    used.forEach(
        (type, members) -> {
          list.append(implemented.contains(type) ? "implemented " : "").append(type).append('\n');
          members.forEach(member -> list.append("   ").append(member).append('\n'));
        });
    return list.toString();
  }

  /** What a class uses of a library. */
  private static final class References extends ClassVisitor {

    private final List<String> packages;
    private final Map<String, Set<String>> used;
    private final Set<String> implemented;

    References(List<String> packages, Map<String, Set<String>> used, Set<String> implemented) {
      super(Opcodes.ASM9);
      this.packages = packages;
      this.used = used;
      this.implemented = implemented;
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String parent, String[] others) {
      Stream.concat(Stream.of(parent), Stream.of(others))
          .filter(this::isTheirs)
          .forEach(implemented::add);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String signature, String generic, String[] thrown) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          add(owner, (opcode == Opcodes.INVOKESTATIC ? "static " : "") + name + descriptor);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
          boolean isStatic = opcode == Opcodes.GETSTATIC;
          add(owner, (isStatic ? "static " : "") + name + ":" + descriptor);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrap, Object... arguments) {
          for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
              boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
              add(
                  handle.getOwner(),
                  (isStatic ? "static " : "") + handle.getName() + handle.getDesc());
            }
          }
        }
      };
    }

    private void add(String owner, String member) {
      if (isTheirs(owner)) {
        used.computeIfAbsent(owner, name -> new TreeSet<>()).add(member);
      }
    }

    private boolean isTheirs(String type) {
      return packages.stream().anyMatch(type::startsWith);
    }
  }

  /** Shows some class files of a library as others, or, where they are empty, not at all. */
  private static final class OtherClasses extends ClassLoader {

    private final Map<String, byte[]> others = new HashMap<>();

    OtherClasses(ClassLoader library, Map<String, byte[]> others) {
      super(library);
      this.others.putAll(others);
    }

    @Override
    public java.io.InputStream getResourceAsStream(String name) {
      byte[] other = others.get(name.replace(".class", ""));
      if (other == null) {
        return super.getResourceAsStream(name);
      }
      return other.length == 0 ? null : new java.io.ByteArrayInputStream(other);
    }
  }
}
