package io.geminiquota.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.geminiquota.benchmarks.processes.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneTest {

  @TempDir private Path folder;

  @Test
  void measuresTimeAndMemoryOfAStartWithAndWithoutAnAgent() throws Exception {
    assumeThat(Path.of("/proc/self/status")).exists();
    Path classes =
        Path.of(HelloWorld.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path agent = EmptyAgent.write(folder.resolve("empty-agent.jar"));

    Lane hello = Lane.of("no agent", HelloWorld.class, List.of(classes));

    Start without = hello.start(ForkedJvm.thisJava());
    Start with = hello.withAgent("empty", agent).start(ForkedJvm.thisJava());

    assertThat(without.wall()).isPositive();
    assertThat(without.peakKilobytes()).isBetween(1_000L, 10_000_000L);
    assertThat(with.peakKilobytes()).isBetween(1_000L, 10_000_000L);
  }
}
