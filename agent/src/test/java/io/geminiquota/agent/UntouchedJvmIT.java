package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Hello;
import io.geminiquota.agent.jvm.ForkedJvm;
import io.geminiquota.agent.jvm.ForkedJvm.Finished;
import io.geminiquota.agent.jvm.Jdk;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UntouchedJvmIT {

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aJvmWithoutOkHttpLoadsFourClassesOfOurs(Jdk jdk) {
    Finished application = run(jdk);

    assertThat(application.outLines())
        .filteredOn(line -> line.contains("io.geminiquota.") || line.contains("net.bytebuddy."))
        .extracting(line -> line.replaceAll(".*\\] (\\S+) source.*", "$1"))
        .containsExactly(
            "io.geminiquota.agent.Premain",
            "io.geminiquota.agent.Registration",
            "io.geminiquota.agent.LazyTransformer",
            "io.geminiquota.agent.ConstantSearch");
    assertThat(application.outLines()).contains("hello");
    assertThat(application.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void ourStartMakesNoLambdaAndNoMethodHandle(Jdk jdk) {
    List<String> loaded = run(jdk).outLines();

    // What is before Registration is the JDK's own reflection that calls premain.
    assertThat(loaded.subList(indexOf(Registration.class, loaded), indexOf(Hello.class, loaded)))
        .isNotEmpty()
        .noneMatch(line -> line.contains("Lambda"));
  }

  private static int indexOf(Class<?> type, List<String> loaded) {
    return loaded.indexOf(
        loaded.stream().filter(line -> line.contains(type.getName() + " ")).findFirst().get());
  }

  private static Finished run(Jdk jdk) {
    return new ForkedJvm(jdk).agent("").option("-Xlog:class+load").run(Hello.class);
  }
}
