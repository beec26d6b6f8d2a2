package io.geminiquota.agent.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.Backend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_ERR)
class ConfiguredSettingsTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream stderr = System.err;

  @TempDir private Path folder;

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(stderr);
  }

  @Test
  void otherWaysStandInAFileAsATree() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "hunter2\n");
    Settings settings =
        read(
            """
            projects:
              team-a:
                key: file:%s
                weight: 2
              team-b:
                key: env:TEAM_B
                id: shop-b
            models:
              gemini-2.5-pro:
                fallback:
                  - gemini-3-flash
                  - gemini-2.5-flash
                cache: 24h
            fallback: [gemini-2.5-flash]
            cache-dir: %s
            """
                .formatted(key, folder.resolve("cache")));
    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(settings.routes().backends())
        .extracting(Backend::project)
        .containsExactly("team-a", "shop-b");
    assertThat(settings.routes().fallbacksOf("gemini-2.5-pro"))
        .containsExactly("gemini-3-flash", "gemini-2.5-flash");
    assertThat(settings.routes().fallbacksOf("gemini-3-pro")).containsExactly("gemini-2.5-flash");
    assertThat(settings.cache().keep("gemini-2.5-pro")).isEqualTo(Duration.ofHours(24));
    assertThat(settings.cache().directory()).isEqualTo(folder.resolve("cache").toString());
  }

  @Test
  void eachThingThatIsWrongIsOneLineAndNoneShowsACredential() throws IOException {
    Path same = Files.writeString(folder.resolve("same"), "hunter3");
    read(
        """
        projects:
          a: {key: env:TEAM_B}
          b: {key: hunter3}
          c: {key: file:%s}
          d: {key: file:%s/missing}
          e: {token: hunter 4}
        fallback: [gemini-3-flash, "", gemini-3-flash]
        cache-dir: %s
        """
            .formatted(same, folder, same));
    String lines = written.toString(StandardCharsets.UTF_8);
    assertThat(lines.lines())
        .hasSize(6)
        .anyMatch(line -> line.contains("projects.b.key=(not shown)"))
        .anyMatch(
            line -> line.contains("projects.c.key=(not shown)") && line.contains("projects.a"))
        .anyMatch(line -> line.contains("missing holds none, or cannot be read"))
        .anyMatch(line -> line.contains("projects.e.token=(not shown)"))
        .anyMatch(line -> line.contains("has an empty name, names gemini-3-flash twice"))
        .anyMatch(line -> line.contains("cache-dir=") && line.contains("in memory"));
    assertThat(lines).doesNotContain("hunter");
  }

  private Settings read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("quota.yml"), yaml);
    return ConfiguredSettings.read(
            "config=" + file, Map.of(), Map.of("TEAM_B", "hunter3"), new Log(System::nanoTime))
        .settings();
  }
}
