package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.Client;
import io.geminiquota.testkit.GeminiSimulator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.reflect.ClassUtils;
import io.micronaut.inject.BeanDefinition;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each optional part is absent when its module is, and calls are governed all the same. */
@Timeout(60)
class MissingModulesTest {

  private static final Set<String> ALWAYS = Set.of("client", "event", "intercept");

  /** What is optional, and a class of its module: on Micronaut 5 not all of them can be had. */
  private static final Map<String, String> OPTIONAL =
      Map.of(
          "endpoint", "io.micronaut.management.endpoint.annotation.Endpoint",
          "health", "io.micronaut.management.endpoint.health.HealthEndpoint",
          "metrics", "io.micronaut.configuration.metrics.annotation.RequiresMetrics",
          "tracing", "io.micronaut.tracing.opentelemetry.DefaultOpenTelemetryFactory");

  @Test
  void withAllModulesThereIsEverything() throws Exception {
    assertThat(partsWithout("no such module")).isEqualTo(partsBut("none"));
  }

  @ParameterizedTest
  @CsvSource({
    "micronaut-management, endpoint|health",
    "microme, metrics",
    "opentelemetry, tracing",
    "gemini-quota-cluster-redis|lettuce, none",
    "micronaut-management|micronaut-router|micronaut-http|microme|opentelemetry|netty,"
        + "endpoint|health|metrics|tracing"
  })
  void withoutAModuleItsPartIsAbsent(String modules, String parts) throws Exception {
    assertThat(partsWithout(modules)).isEqualTo(partsBut(parts));
  }

  private static String partsBut(String parts) {
    Set<String> present = new TreeSet<>(ALWAYS);
    OPTIONAL.forEach(
        (part, type) -> {
          if (!part.matches(parts)
              && ClassUtils.isPresent(type, MissingModulesTest.class.getClassLoader())) {
            present.add(part);
          }
        });
    return String.join(", ", present);
  }

  private static String partsWithout(String modules) throws Exception {
    // Its class path stays open: OpenTelemetry comes back to it at the JVM's end.
    Application application = new Application(modules);
    try (GeminiSimulator simulator = GeminiSimulator.builder().start()) {
      return application.run(simulator.baseUrl());
    }
  }

  /** What the application with that class path does: one call. Then it tells what it has. */
  public static final class Probe implements Function<String, String> {

    @Override
    public String apply(String baseUrl) {
      try (ApplicationContext context =
          ApplicationContext.run(
              Map.of("gemini.client.api-key", "test-key", "gemini.client.base-url", baseUrl))) {
        Client client = context.getBean(Client.class);
        assertThat(client.models.generateContent("gemini-x", "Hello", null).text()).isNotEmpty();
        return String.join(", ", parts(context));
      }
    }

    private static Set<String> parts(ApplicationContext context) {
      String root = "io.geminiquota.micronaut.";
      return context.getAllBeanDefinitions().stream()
          .map(BeanDefinition::getDeclaringType)
          .flatMap(Optional::stream)
          .map(Class::getPackageName)
          .filter(name -> name.startsWith(root))
          .map(name -> name.substring(root.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The class path of the tests without some modules, and without the tests but the probe. */
  private static final class Application extends URLClassLoader {

    Application(String modules) {
      super(
          Stream.of(
                  System.getProperty(
                          "surefire.test.class.path", System.getProperty("java.class.path"))
                      .split(File.pathSeparator))
              .map(Path::of)
              .filter(path -> !path.getFileName().toString().matches("test-classes|.*-tests.jar"))
              .filter(path -> !path.getFileName().toString().matches(".*(" + modules + ").*"))
              .map(Application::url)
              .toArray(URL[]::new),
          ClassLoader.getPlatformClassLoader());
    }

    @SuppressWarnings("unchecked")
    String run(String baseUrl) throws Exception {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(this);
      try {
        Object probe = loadClass(Probe.class.getName()).getConstructor().newInstance();
        return ((Function<String, String>) probe).apply(baseUrl);
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.equals(Probe.class.getName())) {
        return super.findClass(name);
      }
      try (InputStream bytes = Probe.class.getResourceAsStream("MissingModulesTest$Probe.class")) {
        byte[] code = bytes.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    private static URL url(Path path) {
      try {
        return path.toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
