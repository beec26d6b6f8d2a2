package io.geminiquota.benchmarks.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.testkit.RequestRecord;
import io.geminiquota.testkit.Verdict;
import io.geminiquota.testkit.otlp.Look;
import io.geminiquota.testkit.otlp.Look.Colours;
import io.geminiquota.testkit.otlp.Look.Glyphs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

  private static final Rules RULES =
      new Rules(3, 8, 2, Duration.ofSeconds(4), Duration.ofMillis(100));

  @Test
  void putsTheRunsBesideEachOtherAndTheQuota() {
    Result without =
        new Result(
            Contestant.withoutAgent(),
            new Answers(2, List.of("429 used up")),
            List.of(
                request(200, 0, 100),
                request(200, 10, 110),
                request(429, 20, 21),
                request(429, 8_000, 8_220)),
            List.of());
    Result with =
        new Result(
            Contestant.withAgent(Path.of("agent.jar")),
            new Answers(3, List.of()),
            List.of(request(200, 0, 100), request(200, 10, 110), request(200, 4_000, 4_100)),
            List.of());

    String board =
        new Scoreboard(RULES, List.of(without, with))
            .render(new Look(100, Colours.NONE, Glyphs.ASCII));

    assertThat(board.lines().filter(line -> line.startsWith("with")))
        .containsExactly(
            "without the agent          2       1         4         2.00     2  8.2 s     4.1 s   2.00",
            "with the agent             3       0         3         1.00     0  4.1 s     4.1 s   1.00");
  }

  @Test
  void aRunWithoutAnyAnswerHasNoRequestsPerSuccess() {
    Result nothing =
        new Result(
            Contestant.withoutAgent(),
            new Answers(0, List.of("a", "b", "c")),
            List.of(),
            List.of());

    assertThat(
            new Scoreboard(RULES, List.of(nothing))
                .render(new Look(100, Colours.NONE, Glyphs.ASCII)))
        .contains("without the agent          0       3         0            -     0  0.0 s");
  }

  private static RequestRecord request(int status, long arrival, long answered) {
    return new RequestRecord(
        Duration.ofMillis(arrival).toNanos(),
        Duration.ofMillis(answered).toNanos(),
        "key-1",
        "gemini-2.5-flash",
        "generateContent",
        status,
        status == 200 ? Verdict.OK : Verdict.RATE_REQUESTS_PER_MINUTE,
        5,
        List.of(),
        Optional.empty());
  }
}
