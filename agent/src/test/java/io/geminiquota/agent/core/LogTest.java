package io.geminiquota.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_ERR)
class LogTest {

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
  private final Log log = new Log(clock::get);
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream stderr = System.err;

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(stderr);
  }

  @Test
  void everyLineSaysWhoSpeaks() {
    log.line("a thing");

    assertThat(lines()).containsExactly("gemini-quota: a thing");
  }

  @Test
  void whatRepeatsIsSaidOnceInTenMinutesWithTheNumberInBetween() {
    log.seldom("topic", "one");
    log.seldom("topic", "two");
    pass(Duration.ofMinutes(10).minusNanos(1));
    log.seldom("topic", "three");
    pass(Duration.ofNanos(1));
    log.seldom("topic", "four");

    assertThat(lines())
        .containsExactly("gemini-quota: one", "gemini-quota: four (and 2 more in between)");
  }

  @Test
  void topicsDoNotSilenceEachOther() {
    log.seldom("one topic", "one");
    log.seldom("another topic", "two");

    assertThat(lines()).hasSize(2);
  }

  @Test
  void aFaultIsToldWithItsPlaceAndWithoutItsMessage() {
    log.fault("a call went on without us", new IllegalStateException("key=secret"));

    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith("gemini-quota: a call went on without us: java.lang.IllegalStateException at ")
        .contains("LogTest.java")
        .endsWith("; please report this line")
        .doesNotContain("secret");
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
