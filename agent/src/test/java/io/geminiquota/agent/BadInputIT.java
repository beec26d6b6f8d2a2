package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Calls;
import com.example.Hello;
import io.geminiquota.agent.jvm.AgentJar;
import io.geminiquota.agent.jvm.ClassPath;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.testkit.GeminiSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One clear line each, and the application runs as without the agent. */
class BadInputIT {

  private final GeminiSimulator simulator = GeminiSimulator.builder().start();

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void theAgentTwiceOnTheCommandLineWorksOnce() {
    Finished application = calls(jvm().agent("").agent("rpm=60"));

    assertThat(application.errLines())
        .containsExactly(
            "gemini-quota: the agent is on the command line more than once: it works once, remove"
                + " the others");
    succeeded(application);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "enabled=false"})
  void theAgentSwitchedOffRegistersNothing(String arguments) {
    ForkedJvm jvm = new ForkedJvm(Jdk.ofTheBuild()).agent(arguments).option("-Xlog:class+load");
    if (arguments.isEmpty()) {
      jvm.option("-Dgemini.quota.enabled=false");
    }

    Finished application = jvm.run(Hello.class);

    assertThat(application.out()).contains("agent.Registration").doesNotContain("LazyTransformer");
    assertThat(application.err()).isEmpty();
  }

  @Test
  void theAgentSwitchedOffInTheEnvironmentWeavesNothing(@TempDir Path folder) {
    Path classes = folder.resolve("classes.log");
    Finished application =
        calls(
            jvm()
                .agent("")
                .option("-Xlog:class+load:file=" + classes)
                .environment("GEMINI_QUOTA_ENABLED", "false"));

    assertThat(classes).content().contains("LazyTransformer").doesNotContain("agent.glue");
    assertThat(application.err()).isEmpty();
    succeeded(application);
  }

  @Test
  void eachWrongSettingIsOneLine() {
    Finished application =
        calls(jvm().agent("rpm=many,colour=blue").option("-Dgemini.quota.retries=-1"));

    assertThat(application.errLines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("gemini-quota: "))
        .anyMatch(line -> line.contains("rpm=many"))
        .anyMatch(line -> line.contains("colour"))
        .anyMatch(line -> line.contains("gemini.quota.retries"));
    succeeded(application);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "glue"})
  void aDamagedAgentIsOneLine(String nested, @TempDir Path folder) throws IOException {
    Path damaged = AgentJar.copyWith(folder, nested, "no jar".getBytes(StandardCharsets.UTF_8));

    Finished application = calls(jvm().agent(damaged, ""));

    assertThat(application.errLines())
        .containsExactly(
            "gemini-quota: could not start from "
                + damaged
                + " (java.io.IOException: gemini-quota/"
                + nested
                + ".jar is no jar): Gemini calls are not governed; the file is damaged or gone, put"
                + " it back");
    succeeded(application);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.geminiquota.agent.glue.RealCallAdvice",
        "io.geminiquota.adapters.okhttp.OkHttpSeam",
        "io.geminiquota.adapters.okhttp.CallTag",
        "io.geminiquota.adapters.okhttp.Exchange",
        "io.geminiquota.adapters.okhttp.AsyncExchange",
        "io.geminiquota.adapters.okhttp.Turn",
      })
  void adviceThatThrowsLeavesTheCallAsItWas(String broken, @TempDir Path folder)
      throws IOException {
    Path damaged = AgentJar.copyWithout(folder, "glue", broken);

    Finished application = calls(jvm().agent(damaged, ""));

    assertThat(application.errLines())
        .singleElement()
        .asString()
        .startsWith("gemini-quota: ")
        .contains("ClassNotFoundException", "please report this line");
    succeeded(application);
  }

  @Test
  void anOkHttpWithOtherInternalsIsLeftAloneWithOneLine(@TempDir Path folder) throws IOException {
    Path changed = okHttpWithout("okhttp3/internal/connection/RealCall", "enqueue", folder);

    Finished application =
        jvm()
            .agent("")
            .classPath(ClassPath.join(changed.toString(), ApplicationJars.OKHTTP_4))
            .run(Calls.class, simulator.baseUrl(), "2", "0");

    assertThat(application.errLines())
        .containsExactly(
            "gemini-quota: OkHttp at "
                + changed.toFile().toURI()
                + " has no RealCall.enqueue(Lokhttp3/Callback;)V: calls through it are not"
                + " governed; use OkHttp 4.12 or 5, or report its version");
    assertThat(application.outLines()).containsExactly("sync 200", "sync 200", "cancelled");
  }

  @Test
  void anOkHttpWithoutAMethodThatWeCallIsLeftAloneWithOneLine(@TempDir Path folder)
      throws IOException {
    Path changed = okHttpWithout("okhttp3/ResponseBody", "create", folder);

    Finished application =
        calls(
            jvm()
                .agent("")
                .classPath(ClassPath.join(changed.toString(), ApplicationJars.OKHTTP_4)));

    assertThat(application.errLines())
        .singleElement()
        .asString()
        .contains(" has no ResponseBody.create(");
    succeeded(application);
  }

  private static ForkedJvm jvm() {
    return new ForkedJvm(Jdk.ofTheBuild()).classPath(ApplicationJars.OKHTTP_4);
  }

  private Finished calls(ForkedJvm jvm) {
    return jvm.run(Calls.class, simulator.baseUrl(), "2", "2");
  }

  private static void succeeded(Finished application) {
    assertThat(application.outLines())
        .containsExactly("sync 200", "sync 200", "async 200", "async 200", "cancelled");
    assertThat(application.exitValue()).isZero();
  }

  /** A folder with a class of OkHttp in which a method has another name. */
  private static Path okHttpWithout(String type, String absent, Path folder) throws IOException {
    String name = type + ".class";
    byte[] original = OkHttpClient.class.getClassLoader().getResourceAsStream(name).readAllBytes();
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(original)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String method, String descriptor, String signature, String[] thrown) {
                String renamed = method.equals(absent) ? "renamed" : method;
                return super.visitMethod(access, renamed, descriptor, signature, thrown);
              }
            },
            0);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
    return folder;
  }
}
