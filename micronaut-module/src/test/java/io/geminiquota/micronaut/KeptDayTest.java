package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the day has used, beyond the life of a context. */
@Timeout(60)
class KeptDayTest {

  @TempDir private Path directory;

  @Test
  void anApplicationThatStartsAgainGoesOnCounting() {
    try (Site first = site()) {
      assertThat(first.bean(Answers.class).free()).isNotEmpty();
      assertThat(first.bean(Answers.class).free()).isNotEmpty();
    }
    assertThat(directory.resolve("days.json")).exists();

    try (Site second = site()) {
      Answers answers = second.bean(Answers.class);
      assertThat(answers.free()).isNotEmpty();
      assertThatThrownBy(answers::free).hasMessageContaining("[gemini-quota]");
      assertThat(second.simulator.requests()).hasSize(1);
    }
  }

  @Test
  void nothingIsWrittenWithoutTheSetting() {
    try (Site site = new Site("gemini.quota.rpd", 3)) {
      assertThat(site.bean(Answers.class).free()).isNotEmpty();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatCannotBeMadeStopsNoCall() {
    try (Site site = new Site("gemini.quota.state-dir", "/proc/quota")) {
      assertThat(site.bean(Answers.class).free()).isNotEmpty();
    }
  }

  private Site site() {
    // In the last minutes of a day a call would wait for the next one.
    return new Site(
        "gemini.quota.rpd",
        3,
        "gemini.quota.max-wait",
        "1s",
        "gemini.quota.stateDir",
        directory.toString());
  }
}
