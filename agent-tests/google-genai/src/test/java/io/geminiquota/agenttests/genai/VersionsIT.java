package io.geminiquota.agenttests.genai;

import com.example.GenaiCalls;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.Jdk;
import io.geminiquota.agent.jvm.Trial;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same unchanged application on each version of com.google.genai that is covered: every way to
 * call a model, in one JVM for each version and JDK.
 */
@Execution(ExecutionMode.CONCURRENT)
class VersionsIT {

  static Stream<Arguments> lanes() {
    return Lane.all().stream()
        .flatMap(
            lane ->
                Jdk.all().stream().map(jdk -> Arguments.argumentSet(lane + ", " + jdk, lane, jdk)));
  }

  @ParameterizedTest
  @MethodSource("lanes")
  void everyWayIsSentUntilItPassesAndOnceIfItIsHopeless(Lane lane, Jdk jdk) {
    ForkedJvm jvm = new ForkedJvm(jdk).shortLived().classPath(lane.classPath()).agent("minute=1s");

    Trial.run(jvm, GenaiCalls.class, lane.ways()).assertGoverned();
  }

  @ParameterizedTest
  @MethodSource("io.geminiquota.agenttests.genai.Lane#all")
  @Tag("docs")
  void printsItsRowOfTheDocs(Lane lane) {
    System.out.println(
        Trial.row("google-genai " + lane, lane.classPath(), GenaiCalls.class, "sync"));
  }
}
