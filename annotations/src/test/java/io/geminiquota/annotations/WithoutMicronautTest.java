package io.geminiquota.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Most applications with the annotation have none of Micronaut's classes, and hear nothing of it.
 */
class WithoutMicronautTest {

  private static final String APPLICATION =
      """
      import io.geminiquota.annotations.GeminiQuota;
      import io.geminiquota.annotations.Priority;

      @GeminiQuota(rpm = 60)
      public class Application {
        @GeminiQuota(maxWait = "1s", priority = Priority.BACKGROUND)
        void index() {}

        @Careful
        void ask() {}

        @GeminiQuota(rpm = 1)
        @interface Careful {}
      }
      """;

  @TempDir private Path folder;

  @Test
  void itIsCompiledWithoutAWarning() {
    assertThat(compile()).isEmpty();
  }

  @Test
  void itIsLookedAtWithoutAnError() throws Exception {
    compile();
    URL[] application = {folder.toUri().toURL(), annotations().toUri().toURL()};
    try (URLClassLoader loader =
        new URLClassLoader(application, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass("Application");
      assertThat(Arrays.toString(type.getAnnotations())).contains("rpm=60");
      assertThat(type.getAnnotations()[0].annotationType().getAnnotations())
          .anyMatch(meta -> meta.annotationType().getSimpleName().equals("MicronautAdvice"));
    }
  }

  private String compile() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter warnings = new StringWriter();
    List<String> options =
        List.of("-Xlint:all", "-Werror", "-cp", annotations().toString(), "-d", folder.toString());
    SimpleJavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///Application.java"), SimpleJavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return APPLICATION;
          }
        };
    compiler.getTask(warnings, null, null, options, null, List.of(source)).call();
    return warnings.toString();
  }

  private static Path annotations() {
    try {
      return Path.of(GeminiQuota.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
