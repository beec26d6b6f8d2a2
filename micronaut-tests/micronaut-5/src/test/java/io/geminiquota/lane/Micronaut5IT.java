package io.geminiquota.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.micronaut.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Micronaut 5 needs JDK 25, so nothing of it is loaded here. Each optional part that cannot be had
 * for Micronaut 5 from a public repository yet is left out, with the tests that need it.
 */
@Execution(ExecutionMode.CONCURRENT)
class Micronaut5IT {

  @Test
  void everythingHoldsOnMicronaut5() throws Exception {
    String report =
        Lane.onTheNewestJdk("Micronaut 5")
            // They look at class files and at texts, and those are the same.
            .without("archunit", "com.tngtech.archunit")
            .without("docs", "io.geminiquota.micronaut.client.SettingTablesTest")
            .without("micronaut-management", "io.micronaut.management")
            .without("micronaut-management over HTTP", "io.geminiquota.micronaut.Http")
            // The HTTP server does not start without a mapper of JSON.
            .without("micronaut-jackson-databind", "io.micronaut.runtime.server")
            .without("micronaut-micrometer-core", "io.micrometer.core")
            .without("micronaut-tracing-opentelemetry", "io.micronaut.tracing")
            // It counts the modules that are there.
            .without("all of them together", "io.geminiquota.micronaut.MissingModulesTest")
            .run("io.geminiquota.micronaut");
    assertThat(report).contains("Micronaut 5.");
  }

  @Test
  void everythingInKotlinHoldsOnMicronaut5() throws Exception {
    assertThat(Lane.onTheNewestJdk("Micronaut 5 and Kotlin").run("io.geminiquota.kotlin"))
        .contains("Micronaut 5.");
  }

  @Test
  void nothingIsDoneTwiceBesideTheAgent() throws Exception {
    String report =
        Lane.onTheNewestJdk("Micronaut 5 with the agent")
            .agent("gemini-quota-agent", "minute=2s,log=quiet")
            .run("io.geminiquota.withagent");
    assertThat(report).contains("Micronaut 5.");
  }
}
