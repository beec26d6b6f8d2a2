package io.geminiquota.benchmarks.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who opens the viewer after the demo has run, in a real browser. */
class ViewerIT {

  private static final Path PROJECT = Path.of("..");
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(100);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(40);

  /** Five at once, and room for four: one is rejected, and held. */
  private static final Rules RULES =
      new Rules(8, 5, 4, Duration.ofSeconds(2), Duration.ofMillis(100));

  /** The viewer's page lives in a shadow root, once it is there. */
  private static final String PAGE =
      "([...document.querySelectorAll('*')].find(e => e.shadowRoot)?.shadowRoot ?? document.body)";

  @TempDir private Path folder;

  @Test
  void theSpanOfARejectedCallNamesProjectModelAndQuota() throws Exception {
    Optional<Path> browser = Chromium.installed();
    assumeTrue(browser.isPresent(), "skipped: there is no Chromium on this machine");
    try (Viewer viewer = viewer()) {
      Contestant contestant =
          Contestant.withAgent(PROJECT.resolve("agent/target/gemini-quota-agent.jar"));
      Result result = run(contestant, viewer);
      assertThat(result.answers().succeeded()).isEqualTo(RULES.calls());

      try (Chromium page = Chromium.open(browser.get(), folder, viewer.url() + "/#status=error")) {
        click(page, "ERROR");
        click(page, "generate_content gemini-2.5-flash");
        assertReadable(page, "gen_ai.request.model", "gemini-2.5-flash");
        assertReadable(page, "gemini.quota.limit", "4");
        assertReadable(
            page,
            "gemini.quota.metric",
            "generativelanguage.googleapis.com/generate_content_free_tier_requests");
        assertReadable(page, "gemini.project.id", "my-project");
        Files.write(Path.of("target/viewer.png"), page.screenshot());
      }
    }
  }

  private Viewer viewer() throws InterruptedException {
    try {
      return Viewer.start(LONGEST_FETCH, folder.resolve("viewer.log"));
    } catch (IOException notHere) {
      return abort("skipped: " + notHere.getMessage());
    }
  }

  private Result run(Contestant contestant, Viewer viewer) throws Exception {
    return new SampleRun(
            PROJECT.resolve("samples/plain-java/target/plain-java.jar"),
            Prompts.read(PROJECT.resolve("samples/plain-java/prompts.csv")),
            RULES,
            folder,
            Optional.of(viewer))
        .run(contestant, requests -> {});
  }

  /** Clicks on what shows this text; what comes last is in front, or nearest to it. */
  private static void click(Chromium page, String text) {
    String script =
        """
        (() => {
          const shown = [...%s.querySelectorAll('*')].filter(e => e.textContent.trim() == '%s');
          shown.at(-1)?.click();
          return shown.length > 0;
        })()
        """;
    await()
        .atMost(LONGEST_LOOK)
        .until(() -> page.evaluate(script.formatted(PAGE, text)), "true"::equals);
  }

  /** Scrolls to an attribute; nothing of its name and value is cut off or outside of the window. */
  private static void assertReadable(Chromium page, String name, String value) {
    String script =
        """
        (() => {
          const within = (element, text) =>
              [...element.querySelectorAll('*')].filter(e => e.textContent.trim() == text).at(-1);
          const name = within(%s, '%s');
          name?.scrollIntoView({block: 'center'});
          let row = name;
          while (row && !within(row, '%s')) row = row.parentElement;
          if (!row) return 'not there';
          const cut = [name, within(row, '%3$s')].filter(e => {
            const box = e.getBoundingClientRect();
            return box.right > innerWidth || box.bottom > innerHeight
                || e.scrollWidth > e.clientWidth + 1;
          });
          return cut.length == 0 ? 'readable' : 'cut off: ' + cut.map(e => e.textContent);
        })()
        """;
    await()
        .atMost(LONGEST_LOOK)
        .untilAsserted(
            () ->
                assertThat(page.evaluate(script.formatted(PAGE, name, value)))
                    .as(name)
                    .isEqualTo("readable"));
  }
}
