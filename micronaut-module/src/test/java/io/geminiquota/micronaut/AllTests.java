package io.geminiquota.micronaut;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClassesByName;

import io.micronaut.core.version.VersionUtils;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What runs in the JVM of a {@link Lane}: tests, on whatever platform it is started on. */
final class AllTests {

  private AllTests() {}

  /**
   * Ends the JVM, with 0 if all is well.
   *
   * @param arguments the name of the lane, the package of the tests, and what they do without: each
   *     a name, an equals sign and how the names of its types begin
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> missing = new LinkedHashMap<>();
    Map<String, List<String>> leftOut = new LinkedHashMap<>();
    Stream.of(arguments)
        .skip(2)
        .map(argument -> argument.split("=", 2))
        .forEach(
            module -> {
              missing.put(module[0], module[1]);
              leftOut.put(module[0], new ArrayList<>());
            });
    List<String> tests = new ArrayList<>();
    for (TestClass test : TestClass.allOf(arguments[1])) {
      List<String> needed =
          missing.keySet().stream().filter(module -> test.needs(missing.get(module))).toList();
      needed.forEach(module -> leftOut.get(module).add(test.simpleName()));
      if (needed.isEmpty()) {
        tests.add(test.name());
      }
    }
    TestExecutionSummary summary = run(tests);
    summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8), 8);
    System.out.printf(
        "[lane] %s: Micronaut %s on JDK %s: %d tests succeeded, %d failed, %d skipped in %d s%s%n",
        arguments[0],
        VersionUtils.getMicronautVersion(),
        Runtime.version(),
        summary.getTestsSucceededCount(),
        summary.getTotalFailureCount(),
        summary.getTestsSkippedCount() + summary.getTestsAbortedCount(),
        (summary.getTimeFinished() - summary.getTimeStarted()) / 1_000,
        leftOut.isEmpty() ? "" : "; left out are " + leftOut);
    boolean good = summary.getTotalFailureCount() == 0 && summary.getTestsSucceededCount() > 0;
    System.exit(good ? 0 : 1);
  }

  private static TestExecutionSummary run(List<String> tests) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClassesByName(tests)).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }
}
