package io.geminiquota.agent.core.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.GeminiQuota;
import io.geminiquota.annotations.Priority;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;

class AnnotatedClassTest {

  private static final String HERE = AnnotatedClassTest.class.getName() + "$";

  @Test
  void aMethodIsNamedAsAPersonWouldLookForIt() throws IOException {
    assertThat(advice(Alone.class))
        .containsExactly(
            Map.entry("ask", HERE + "Alone.ask\nrpm=5\npriority=BACKGROUND\nname=a b"));
  }

  @Test
  void annotatedMethodsOfOneNameAreToldApartByTheirParameters() throws IOException {
    assertThat(advice(Overloaded.class).values())
        .containsExactlyInAnyOrder(
            HERE + "Overloaded.ask(java.lang.String, int[])\nrpm=1",
            HERE + "Overloaded.ask()\nrpm=2",
            HERE + "Overloaded.tell\nrpm=3");
  }

  @Test
  void aMethodsOwnAnnotationReplacesItsClasss() throws IOException {
    assertThat(advice(Both.class))
        .containsOnly(
            Map.entry("ask", HERE + "Both\ntpm=100"),
            Map.entry("own", HERE + "Both.own\nretries=0"),
            Map.entry("none", HERE + "Both.none"));
  }

  @Test
  void aListIsWrittenAsInSettings() throws IOException {
    assertThat(advice(Listed.class))
        .containsOnly(
            Map.entry(
                "ask", HERE + "Listed.ask\nfallback=gemini-3-flash,gemini-2.5-flash\ncache=24h"),
            Map.entry("one", HERE + "Listed.one\nfallback=none"),
            Map.entry("none", HERE + "Listed.none\nfallback="));
  }

  private static Map<String, String> advice(Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      return AnnotatedClass.read(new ClassReader(in.readAllBytes()))
          .scopedMethods()
          .entrySet()
          .stream()
          .collect(
              Collectors.toMap(
                  method -> key(type, method.getKey()),
                  method -> method.getValue().advice().replaceFirst("@GeminiQuota\n", "")));
    }
  }

  /** Overloads keep their descriptors. */
  private static String key(Class<?> type, String method) {
    return type == Overloaded.class ? method : method.substring(0, method.indexOf('('));
  }

  static class Alone {
    @GeminiQuota(rpm = 5, priority = Priority.BACKGROUND, name = "a\nb")
    void ask() {}

    void other() {}
  }

  static class Listed {
    @GeminiQuota(
        fallback = {"gemini-3-flash", "gemini-2.5-flash"},
        cache = "24h")
    void ask() {}

    @GeminiQuota(fallback = "none")
    void one() {}

    @GeminiQuota(fallback = {})
    void none() {}
  }

  static class Overloaded {
    @GeminiQuota(rpm = 1)
    void ask(String text, int[] numbers) {}

    @GeminiQuota(rpm = 2)
    void ask() {}

    void ask(long without) {}

    @GeminiQuota(rpm = 3)
    void tell(String text) {}

    void tell() {}
  }

  @GeminiQuota(tpm = 100)
  abstract static class Both {
    void ask() {}

    @GeminiQuota(retries = 0)
    void own() {}

    @GeminiQuota
    void none() {}

    abstract void withoutBody();
  }
}
