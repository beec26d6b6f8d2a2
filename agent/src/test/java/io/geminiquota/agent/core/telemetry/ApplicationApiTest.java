package io.geminiquota.agent.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class ApplicationApiTest {

  @Test
  void whereThereIsNoApiNoneIsSeen() {
    assertThat(ApplicationApi.visibleTo(ClassLoader.getPlatformClassLoader())).isNull();
    assertThat(ApplicationApi.visibleTo(null)).isNull();
  }

  @Test
  void aPartOfAnApiIsNone() throws Exception {
    try (URLClassLoader apiOnly = new URLClassLoader(urls(OpenTelemetry.class), null)) {
      assertThat(ApplicationApi.visibleTo(apiOnly)).isNull();
    }
  }

  @Test
  void lookingForTheGlobalInstanceDoesNotBringOneAbout() throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(
            urls(OpenTelemetry.class, Context.class, io.opentelemetry.common.ComponentLoader.class),
            null)) {
      ApplicationApi api = ApplicationApi.visibleTo(loader);

      assertThat(api.isGlobalSet()).isFalse();
      assertThat(api.isGlobalSet()).isFalse();

      setGlobal(loader);
      assertThat(api.isGlobalSet()).isTrue();
      assertThat(api.global().getClass().getClassLoader()).isSameAs(loader);
    }
  }

  private static void setGlobal(ClassLoader loader) throws Exception {
    Class<?> type = loader.loadClass("io.opentelemetry.api.OpenTelemetry");
    loader
        .loadClass("io.opentelemetry.api.GlobalOpenTelemetry")
        .getMethod("set", type)
        .invoke(null, type.getMethod("noop").invoke(null));
  }

  private static URL[] urls(Class<?>... types) {
    URL[] urls = new URL[types.length];
    for (int i = 0; i < types.length; i++) {
      urls[i] = types[i].getProtectionDomain().getCodeSource().getLocation();
    }
    return urls;
  }
}
