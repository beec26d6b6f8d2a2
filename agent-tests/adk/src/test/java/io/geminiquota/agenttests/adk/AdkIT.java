package io.geminiquota.agenttests.adk;

import com.example.AdkCalls;
import io.geminiquota.agent.jvm.ClassPath;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.agent.jvm.Trial;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class AdkIT {

  private static final List<String> WAYS = List.of("run", "stream");

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyWayIsSentUntilItPassesAndOnceIfItIsHopeless(Jdk jdk) {
    ForkedJvm jvm =
        new ForkedJvm(jdk).shortLived().classPath(ClassPath.ofApplication()).agent("minute=1s");

    Trial.run(jvm, AdkCalls.class, WAYS).assertGoverned();
  }

  @Test
  @Tag("docs")
  void printsItsRowOfTheDocs() {
    System.out.println(Trial.row("google-adk", ClassPath.ofApplication(), AdkCalls.class, "run"));
  }
}
