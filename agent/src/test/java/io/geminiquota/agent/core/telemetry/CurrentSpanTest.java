package io.geminiquota.agent.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.context.Context;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CurrentSpanTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void theSpanOfTheApplicationIsToldOnceItUsesContexts() throws Exception {
    try (URLClassLoader api = api()) {
      Supplier<String> current = CurrentSpan.of(api);
      assertThat(current.get()).isNull();

      try (AutoCloseable scope = makeCurrent(api)) {
        assertThat(current.get()).isEqualTo(TRACE + "-" + SPAN + "-01");
      }
      assertThat(current.get()).isNull();
    }
  }

  @Test
  void toAskDoesNotMakeTheStorageOfContexts() throws Exception {
    try (URLClassLoader api = api()) {
      assertThat(CurrentSpan.of(api).get()).isNull();

      boolean[] wrapped = new boolean[1];
      Function<Object, Object> wrapper =
          storage -> {
            wrapped[0] = true;
            return storage;
          };
      api.loadClass("io.opentelemetry.context.ContextStorage")
          .getMethod("addWrapper", Function.class)
          .invoke(null, wrapper);
      makeCurrent(api).close();
      assertThat(wrapped).containsExactly(true);
    }
  }

  @Test
  void withoutAnApiThereIsNone() {
    assertThat(CurrentSpan.of(ClassLoader.getPlatformClassLoader()).get()).isNull();
  }

  private static AutoCloseable makeCurrent(ClassLoader api) throws Exception {
    String trace = "io.opentelemetry.api.trace.";
    Class<?> flags = api.loadClass(trace + "TraceFlags");
    Class<?> state = api.loadClass(trace + "TraceState");
    Class<?> context = api.loadClass(trace + "SpanContext");
    Object outer =
        context
            .getMethod("create", String.class, String.class, flags, state)
            .invoke(
                null,
                TRACE,
                SPAN,
                flags.getMethod("getSampled").invoke(null),
                state.getMethod("getDefault").invoke(null));
    Class<?> span = api.loadClass(trace + "Span");
    Object wrapped = span.getMethod("wrap", context).invoke(null, outer);
    return (AutoCloseable) span.getMethod("makeCurrent").invoke(wrapped);
  }

  private static URLClassLoader api() {
    URL[] jars =
        Stream.of(OpenTelemetry.class, Context.class, ComponentLoader.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    return new URLClassLoader(jars, null);
  }
}
