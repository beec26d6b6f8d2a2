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
  void whatRepeatsIsSaidSeldom() {
    log.seldom("topic", "one");
    log.seldom("topic", "two");
    clock.addAndGet(Duration.ofMinutes(10).toNanos());
    log.seldom("topic", "three");

    assertThat(lines())
        .containsExactly("gemini-quota: one", "gemini-quota: three (and 1 more in between)");
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

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
