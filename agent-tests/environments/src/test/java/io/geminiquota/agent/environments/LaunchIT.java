package io.geminiquota.agent.environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How an application may be packaged and started. */
class LaunchIT {

  private static final String APPLICATION = "com.example.application";
  private static final String MAIN = APPLICATION + ".Application";

  private final Lane lane = new Lane();

  @TempDir private Path folder;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  static Stream<Arguments> jdksAndSpringBoots() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of("spring-boot-3.jar", "spring-boot-4.jar")
                    .map(loader -> Arguments.argumentSet(jdk + ", " + loader, jdk, loader)));
  }

  @AfterEach
  void stop() {
    lane.close();
  }

  /** The modules that nothing asks for are not in the JVM then, java.net.http among them. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aModularApplication(Jdk jdk) throws IOException {
    String modules =
        Libraries.path(
            new Archive()
                .classes("", APPLICATION)
                .entry("module-info.class", moduleInfo())
                .writeTo(folder.resolve("application.jar")),
            Libraries.modules());

    Finished application =
        Lane.jvm(jdk)
            .agent(Lane.SETTINGS + ",otlp-endpoint=http://localhost:9")
            .launch(lane.launch("-p", modules, "-m", APPLICATION + "/" + MAIN));

    lane.assertGovernedWithALine(application);
    assertThat(application.complaints())
        .containsExactly(
            "gemini-quota: telemetry cannot be sent, because this JVM runs without java.net.http: calls"
                + " are governed without it; start the application with"
                + " --add-modules=java.net.http");
  }

  @ParameterizedTest
  @MethodSource("jdksAndSpringBoots")
  void anExecutableJarOfSpringBoot(Jdk jdk, String loader) throws IOException {
    Path jar =
        new Archive()
            .attribute("Main-Class", "org.springframework.boot.loader.launch.JarLauncher")
            .attribute("Start-Class", MAIN)
            .attribute("Spring-Boot-Classes", "BOOT-INF/classes/")
            .attribute("Spring-Boot-Lib", "BOOT-INF/lib/")
            .contentOf(Libraries.launcher(loader))
            .entry("BOOT-INF/classes/", new byte[0])
            .classes("BOOT-INF/classes/", APPLICATION)
            .files("BOOT-INF/lib/", Libraries.all())
            .writeTo(folder.resolve("application.jar"));

    lane.assertGoverned(
        Lane.jvm(jdk).agent(Lane.SETTINGS).launch(lane.launch("-jar", jar.toString())));
  }

  /** As the build of a modular application would make it. */
  private byte[] moduleInfo() throws IOException {
    String source =
        "module "
            + APPLICATION
            + " { requires com.google.genai; requires kotlin.stdlib;"
            + " requires com.fasterxml.jackson.databind;"
            + " requires com.fasterxml.jackson.datatype.jdk8;"
            + " requires com.fasterxml.jackson.datatype.jsr310; }";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled =
        compiler
            .getTask(
                null,
                null,
                null,
                List.of(
                    "-d",
                    folder.toString(),
                    "-proc:none",
                    "--release",
                    "17",
                    "-p",
                    Libraries.path(folder, Libraries.modules())),
                null,
                List.of(new Source(source)))
            .call();
    assertThat(compiled).isTrue();
    return Files.readAllBytes(folder.resolve("module-info.class"));
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///module-info.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
