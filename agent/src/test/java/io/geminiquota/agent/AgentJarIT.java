package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.jvm.AgentJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class AgentJarIT {

  private static final short JAVA_8 = 52;

  @Test
  void nothingButThePremainPackageIsVisibleToTheApplication() throws IOException {
    assertThat(AgentJar.entries().keySet())
        .allMatch(
            name ->
                name.matches("io/geminiquota/agent/[A-Za-z0-9$-]+\\.class")
                    || name.matches("gemini-quota/(command|core|glue|telemetry)\\.jar")
                    || name.startsWith("META-INF/"))
        .noneMatch(name -> name.startsWith("META-INF/services/"))
        .noneMatch(name -> name.startsWith("META-INF/versions/"));
  }

  @Test
  void theDirectoryIsShortBecauseEveryEntryCostsStartupTime() throws IOException {
    assertThat(AgentJar.entries()).hasSizeLessThan(30);
  }

  @Test
  void theManifestNamesBothStartsAndTheVersion() throws IOException {
    Attributes main =
        new Manifest(new ByteArrayInputStream(AgentJar.entries().get("META-INF/MANIFEST.MF")))
            .getMainAttributes();

    assertThat(main.getValue("Premain-Class")).isEqualTo(Premain.class.getName());
    assertThat(main.getValue("Agent-Class")).isEqualTo(Agentmain.class.getName());
    assertThat(main.getValue("Main-Class")).isEqualTo(Main.class.getName());
    assertThat(main.getValue("Implementation-Version")).isNotBlank();
  }

  @Test
  void nestedJarsAreStoredSoThatNothingIsUnpackedTwice() throws IOException {
    try (ZipFile jar = new ZipFile(AgentJar.PATH.toFile())) {
      assertThat(jar.stream().filter(entry -> entry.getName().endsWith(".jar")))
          .hasSize(4)
          .allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
    }
  }

  @Test
  void whatRunsAtStartIsBytecodeOfJava8() throws IOException {
    for (String name :
        new String[] {
          "Main",
          "Premain",
          "Agentmain",
          "Registration",
          "LazyTransformer",
          "LoadedClassFile",
          "LoadedClasses",
          "ConstantSearch",
          "Core"
        }) {
      byte[] content = AgentJar.entries().get("io/geminiquota/agent/" + name + ".class");

      assertThat(ByteBuffer.wrap(content).getShort(6)).as(name).isEqualTo(JAVA_8);
    }
  }

  @Test
  void nothingAtTheRootUsesInvokedynamicWhichStartsSlowly() throws IOException {
    AgentJar.entries()
        .forEach(
            (name, content) -> {
              if (name.endsWith(".class")) {
                assertThat(usesInvokedynamic(content)).as(name).isFalse();
              }
            });
  }

  @Test
  void noClassOfOursHasANameThatOtherAgentsPassOver() throws IOException {
    for (String nested : new String[] {"command", "core", "glue", "telemetry"}) {
      assertThat(AgentJar.entriesOf(nested).keySet())
          .filteredOn(name -> name.startsWith("io/geminiquota/"))
          .isNotEmpty()
          .noneMatch(name -> name.contains("$$"))
          .noneMatch(name -> name.contains("/asm/"))
          .noneMatch(name -> name.contains("javassist"));
    }
  }

  @Test
  void theCommandLineBringsNoEngineOfItsOwn() throws IOException {
    assertThat(AgentJar.entriesOf("command").keySet())
        .contains("picocli/CommandLine.class")
        .allMatch(
            name ->
                name.matches(
                    "(picocli|net/bytebuddy/agent|io/geminiquota/agent/(attach|command|explain|plan)"
                        + "|META-INF)/.*"));
  }

  @Test
  void theSdkIsRelocatedAndTheApiIsNot() throws IOException {
    Map<String, byte[]> telemetry = AgentJar.entriesOf("telemetry");

    assertThat(telemetry)
        .containsKey("io/opentelemetry/api/OpenTelemetry.class")
        .containsKey("io/opentelemetry/context/Context.class")
        .containsKey("io/geminiquota/agent/otlp/sdk/OpenTelemetrySdk.class");
    assertThat(telemetry.keySet())
        .noneMatch(name -> name.startsWith("io/opentelemetry/sdk/"))
        .noneMatch(name -> name.startsWith("io/opentelemetry/exporter/"))
        .noneMatch(name -> name.startsWith("okhttp3/"))
        .noneMatch(name -> name.startsWith("META-INF/services/io.opentelemetry.sdk"));
  }

  @Test
  void theServicesOfTheSdkAreRelocatedWithIt() throws IOException {
    Map<String, byte[]> telemetry = AgentJar.entriesOf("telemetry");
    String sender =
        "META-INF/services/io.geminiquota.agent.otlp.sdk.common.export.HttpSenderProvider";

    assertThat(telemetry).containsKey(sender);
    String provider = new String(telemetry.get(sender), StandardCharsets.UTF_8).strip();
    assertThat(telemetry).containsKey(provider.replace('.', '/') + ".class");
  }

  private static boolean usesInvokedynamic(byte[] classFile) {
    boolean[] found = new boolean[1];
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitInvokeDynamicInsn(
                      String name, String descriptor, Handle bootstrap, Object... arguments) {
                    found[0] = true;
                  }
                };
              }
            },
            0);
    return found[0];
  }
}
