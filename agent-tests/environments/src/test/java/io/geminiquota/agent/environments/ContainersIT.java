package io.geminiquota.agent.environments;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.container.OsgiContainer;
import com.example.container.ServletContainer;
import io.geminiquota.agent.jvm.ClassPath;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import jakarta.annotation.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.startup.Tomcat;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two applications in a JVM, each with its own copy of the SDK and of OkHttp: one quota. */
class ContainersIT {

  private static final String CONTAINER = "com.example.container";

  private final Lane lane = new Lane();

  @TempDir private Path folder;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @AfterEach
  void stop() {
    lane.close();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void twoWebApplicationsShareAQuotaAndOneIsCollectedWhenItIsUndeployed(Jdk jdk)
      throws IOException {
    Stream.of("gemini-held", "gemini-stays", "gemini-again").forEach(lane::rejectOnce);

    Finished tomcat =
        opened(Lane.jvm(jdk))
            // Jackson's buffers, which threads of the container keep by soft references.
            .option("-XX:SoftRefLRUPolicyMSPerMB=0")
            .agent(Lane.SETTINGS)
            .classPath(containerPath(Tomcat.class, Resource.class))
            .run(
                ServletContainer.class,
                lane.baseUrl(),
                folder.resolve("tomcat").toString(),
                webApplication("one"),
                webApplication("two"));

    assertThat(tomcat.complaints()).isEmpty();
    assertThat(tomcat.exitValue()).isZero();
    List<String> lines = tomcat.outLines();
    assertThat(lines.subList(0, 2))
        .containsExactly(
            "/one/ask/waiting?model=gemini-shared: STOP",
            "/two/ask/notwaiting?model=gemini-shared: STOP");
    assertThat(lines.get(2))
        .startsWith("/one/ask/waiting?model=gemini-shared: 429")
        .contains("Not sent", "[gemini-quota]", "used up its 2 requests");
    assertThat(lines.subList(3, lines.size()))
        .containsExactly(
            "/one/ask/notwaiting?model=gemini-held: STOP",
            "collected",
            "/two/ask/waiting?model=gemini-stays: STOP",
            "/one/ask/waiting?model=gemini-again: STOP");
    assertThat(Stream.of("shared", "held", "stays", "again").map(name -> "gemini-" + name))
        .allSatisfy(model -> assertThat(lane.requests(model)).as(model).isEqualTo(2));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void twoBundlesShareAQuota(Jdk jdk) throws IOException {
    String one = bundle("one");

    Finished felix =
        Lane.jvm(jdk)
            .agent(Lane.SETTINGS)
            .classPath(containerPath(FrameworkFactory.class))
            .run(
                OsgiContainer.class,
                lane.baseUrl(),
                folder.resolve("felix").toString(),
                one,
                bundle("two"),
                one);

    assertThat(felix.complaints()).isEmpty();
    assertThat(felix.outLines()).hasSize(3).startsWith("one STOP", "two STOP");
    assertThat(felix.outLines().get(2)).startsWith("one 429").contains("Not sent");
    assertThat(felix.exitValue()).isZero();
    assertThat(lane.requests("gemini-2.5-flash")).isEqualTo(2);
  }

  /** What Tomcat's own start script opens, so that it can look for leaks. */
  private static ForkedJvm opened(ForkedJvm jvm) {
    Stream.of(
            "java.base/java.lang",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.rmi/sun.rmi.transport")
        .forEach(name -> jvm.option("--add-opens=" + name + "=ALL-UNNAMED"));
    return jvm;
  }

  private String containerPath(Class<?>... parts) throws IOException {
    Path own = new Archive().classes("", CONTAINER).writeTo(folder.resolve("container.jar"));
    return Stream.concat(Stream.of(own.toString()), Stream.of(parts).map(ClassPath::of))
        .distinct()
        .collect(Collectors.collectingAndThen(Collectors.toList(), ContainersIT::joined));
  }

  private static String joined(List<String> entries) {
    return ClassPath.join(entries.toArray(String[]::new));
  }

  private String webApplication(String name) throws IOException {
    try (InputStream webXml =
        ServletContainer.class.getResourceAsStream("/com/example/web/web.xml")) {
      return new Archive()
          .entry("WEB-INF/web.xml", webXml.readAllBytes())
          .classes("WEB-INF/classes/", "com.example.web")
          .files("WEB-INF/lib/", Libraries.all())
          .unpackInto(folder.resolve(name))
          .toString();
    }
  }

  private String bundle(String name) throws IOException {
    String libraries =
        Libraries.all().stream()
            .map(jar -> ",lib/" + jar.getFileName())
            .collect(Collectors.joining());
    return new Archive()
        .attribute("Bundle-ManifestVersion", "2")
        .attribute("Bundle-SymbolicName", name)
        .attribute("Bundle-Activator", "com.example.osgi.Asking")
        .attribute("Bundle-ClassPath", "." + libraries)
        .attribute("Import-Package", "org.osgi.framework")
        .attribute("DynamicImport-Package", "*")
        .classes("", "com.example.osgi")
        .files("lib/", Libraries.all())
        .writeTo(folder.resolve(name + ".jar"))
        .toString();
  }
}
