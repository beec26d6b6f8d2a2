package io.geminiquota.benchmarks.goodput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawFileTest {

  @TempDir private Path folder;

  @Test
  void keepsOneRunALineAndNoneOfBefore() throws Exception {
    Path file = folder.resolve("runs.jsonl");
    Selection all =
        new Selection(
            Scenarios.under(new Conditions(Duration.ofSeconds(6), 60, 64)),
            Contestant.all(Path.of("agent.jar")));
    List<Entry> entries = all.only(List.of("guava")).entries(all.scenarios().get(0), 2);
    Figures figures = new Figures(300, 304, 4, 1, 0, 30, 24, 12, 25, 20);

    RawFile.create(file, 7).add(new Result(entries.get(0), figures));
    RawFile raw = RawFile.create(file, 7);
    raw.add(new Result(entries.get(0), figures));
    raw.add(new Result(entries.get(1), figures));

    assertThat(file)
        .hasContent(
            """
            {"scenario":"burst","contestant":"guava","run":1,"seed":7,"minute_ms":6000,\
            "limit":60,"calls":300,"sent":304,"rejected":4,"rejected_later":1,"lost":0,\
            "makespan_ns":30,\
            "dictated_ns":24,"p50_wait_ns":12,"p99_wait_ns":25,"fifo_p99_wait_ns":20}
            {"scenario":"burst","contestant":"guava","run":2,"seed":7,"minute_ms":6000,\
            "limit":60,"calls":300,"sent":304,"rejected":4,"rejected_later":1,"lost":0,\
            "makespan_ns":30,\
            "dictated_ns":24,"p50_wait_ns":12,"p99_wait_ns":25,"fifo_p99_wait_ns":20}
            """);
  }
}
