package io.geminiquota.agent.core.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.core.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(Resources.SYSTEM_ERR)
class ScopeWeaverTest {

  private static final int[] INPUTS = {-1, 0, 1, 2, 7};
  private static final String ANNOTATION = "Lio/geminiquota/annotations/GeminiQuota;";

  private final ScopeWeaver weaver =
      new ScopeWeaver(new Log(System::nanoTime), new Interceptions());
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream stderr = System.err;

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(stderr);
    RecordingDispatcher.entered();
  }

  static List<String> samples() {
    return Stream.of(Samples.class.getMethods())
        .filter(method -> SampleDefaults.class.isAssignableFrom(method.getDeclaringClass()))
        .filter(method -> List.of(method.getParameterTypes()).equals(List.of(int.class)))
        .map(Method::getName)
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aWovenMethodDoesWhatItDidAndLeavesWhatItEnters(String sample) throws Exception {
    Class<?> woven = wovenSamples();
    for (int input : INPUTS) {
      String before = outcome(Samples.class.getMethod(sample, int.class), input);

      String after = outcome(woven.getMethod(sample, int.class), input);

      assertThat(after).as("%s(%d)", sample, input).isEqualTo(before);
      assertThat(RecordingDispatcher.entered()).as("%s(%d)", sample, input).isNotEmpty();
    }
  }

  @Test
  void whatIsWovenIsWhatSomebodyWroteAndNothingElse() throws Exception {
    Class<?> woven = wovenSamples();
    String advice = "@GeminiQuota\n" + Samples.class.getName() + "\nrpm=7\npriority=BACKGROUND";

    outcome(woven.getMethod("lambdas", int.class), 1);
    assertThat(RecordingDispatcher.entered()).as("not the lambda's body").containsExactly(advice);
    outcome(woven.getMethod("throughABridge", int.class), 1);
    assertThat(RecordingDispatcher.entered()).as("not the bridge").containsExactly(advice, advice);
    outcome(woven.getMethod("longsAndDoubles", int.class), 1);
    assertThat(RecordingDispatcher.entered()).as("what is private").containsExactly(advice, advice);
  }

  @Test
  void theClassOfTheAnnotationIsNotNeeded() throws Exception {
    ClassLoader withoutIt =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.geminiquota.annotations.")) {
              throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
          }
        };

    Class<?> woven = load(withoutIt, Samples.class, SampleDefaults.class);

    assertThat(outcome(woven.getMethod("recursive", int.class), 2)).isEqualTo("2");
    assertThat(RecordingDispatcher.entered()).hasSize(2);
  }

  @Test
  void aClassOfJava6IsLeftAloneWithOneLine() throws Exception {
    byte[] classFile = classFile(Samples.class);
    classFile[7] = Opcodes.V1_6;

    assertThat(weaver.weave("x", classFile)).isNull();

    assertThat(lines())
        .containsExactly(
            "gemini-quota: "
                + Samples.class.getName()
                + " is compiled for Java 6 or older: its @GeminiQuota is not honoured; compile it"
                + " for Java 7 or newer");
  }

  @Test
  void aClassThatOnlyMentionsTheAnnotationIsLeftAlone() throws Exception {
    assertThat(weaver.weave("x", classFile(AnnotatedClass.class))).isNull();
    assertThat(lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 4_000})
  void whatIsNoClassFileIsLeftAloneWithOneLine(int length) {
    assertThat(weaver.weave("com/example/Odd", new byte[length])).isNull();

    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith("gemini-quota: could not weave com/example/Odd (")
        .endsWith("): its @GeminiQuota is not honoured; please report this line");
  }

  /** What is woven in makes its longest jump too long for two bytes. */
  @Test
  void aMethodThatGrowsOverTheLengthOfAJumpIsStillRight() throws Exception {
    byte[] woven = weaver.weave("Big", big(2_500));

    Class<?> big =
        Class.forName(
            "Big",
            true,
            new WovenLoader(
                getClass().getClassLoader(), Map.of("Big", RecordingDispatcher.linkedHere(woven))));

    assertThat(big.getMethod("run", int.class).invoke(null, 3)).isEqualTo(3);
    assertThat(big.getMethod("run", int.class).invoke(null, 2_499)).isEqualTo(2_499);
    assertThat(big.getMethod("run", int.class).invoke(null, -1)).isEqualTo(-1);
    assertThat(RecordingDispatcher.entered()).hasSize(3);
  }

  @Test
  void aMethodThatWouldGrowTooLargeIsLeftAloneWithOneLine() {
    assertThat(weaver.weave("Big", big(5_500))).isNull();

    assertThat(lines()).singleElement().asString().contains("Method too large: Big.run (I)I");
  }

  /** {@code if (n < 0) goto end; if (n == 0) return 0; ... end: return n;}. */
  private static byte[] big(int returns) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Big", null, "java/lang/Object", null);
    MethodVisitor run =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "(I)I", null, null);
    run.visitAnnotation(ANNOTATION, true).visit("rpm", 1);
    run.visitCode();
    Label end = new Label();
    run.visitVarInsn(Opcodes.ILOAD, 0);
    run.visitJumpInsn(Opcodes.IFLT, end);
    for (int i = 0; i < returns; i++) {
      Label next = new Label();
      run.visitVarInsn(Opcodes.ILOAD, 0);
      run.visitIntInsn(Opcodes.SIPUSH, i);
      run.visitJumpInsn(Opcodes.IF_ICMPNE, next);
      run.visitVarInsn(Opcodes.ILOAD, 0);
      run.visitInsn(Opcodes.IRETURN);
      run.visitLabel(next);
      run.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      run.visitInsn(Opcodes.NOP);
    }
    run.visitLabel(end);
    run.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    run.visitVarInsn(Opcodes.ILOAD, 0);
    run.visitInsn(Opcodes.IRETURN);
    run.visitMaxs(2, 1);
    run.visitEnd();
    return writer.toByteArray();
  }

  private Class<?> wovenSamples() throws Exception {
    return load(getClass().getClassLoader(), Samples.class, SampleDefaults.class);
  }

  private Class<?> load(ClassLoader parent, Class<?> first, Class<?> second) throws Exception {
    return Class.forName(
        first.getName(),
        true,
        new WovenLoader(
            parent, Map.of(first.getName(), woven(first), second.getName(), woven(second))));
  }

  private byte[] woven(Class<?> type) throws IOException {
    return RecordingDispatcher.linkedHere(weaver.weave(type.getName(), classFile(type)));
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  private static String outcome(Method method, int input) throws ReflectiveOperationException {
    Object object =
        Modifier.isStatic(method.getModifiers())
            ? null
            : wovenOrNot(method).getDeclaredConstructor().newInstance();
    try {
      return String.valueOf(method.invoke(object, input));
    } catch (InvocationTargetException e) {
      return e.getCause().toString();
    }
  }

  private static Class<?> wovenOrNot(Method method) throws ClassNotFoundException {
    return Class.forName(
        Samples.class.getName(), true, method.getDeclaringClass().getClassLoader());
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
