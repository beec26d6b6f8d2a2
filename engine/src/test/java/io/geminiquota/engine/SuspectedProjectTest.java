package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.observe.SameProject;
import io.geminiquota.engine.observe.SameProject.Ground;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys of one project that no error names, and keys of several that others use as well. */
class SuspectedProjectTest {

  private static final int LIMIT = 30;
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  @Test
  void keysOfOneProjectAreSuspectedAndPacedAsBefore() {
    int found = 0;
    for (int seed = 0; seed < 6; seed++) {
      VirtualKeys keys = new VirtualKeys(seed);
      Governor process = process(keys, "30s");
      VirtualServer project = keys.project(LIMIT);
      keys.comeByChance(process, project, "a", 0.6 * LIMIT);
      keys.comeByChance(process, project, "b", 0.6 * LIMIT);
      keys.time.advance(HALF_AN_HOUR);
      found += keys.found.size();
      assertThat(keys.found).allSatisfy(SuspectedProjectTest::isSuspicionOfBoth);
      assertThat(process.state().gates()).as("gates").hasSize(2);
    }
    assertThat(found).isBetween(2, 6);
  }

  @Test
  void keysOfThreeAreSuspectedTogether() {
    VirtualKeys keys = new VirtualKeys(1);
    Governor process = process(keys, "30s");
    VirtualServer project = keys.project(LIMIT);
    List.of("a", "b", "c").forEach(key -> keys.comeByChance(process, project, key, 0.4 * LIMIT));
    keys.time.advance(Duration.ofHours(1));
    assertThat(keys.found)
        .singleElement()
        .satisfies(same -> assertThat(same.others()).containsExactly("b", "c"));
  }

  @Test
  void keysOfProjectsThatErrorsNameAreNot() {
    for (int seed = 0; seed < 3; seed++) {
      VirtualKeys keys = new VirtualKeys(seed);
      Governor process = process(keys, "30s");
      VirtualServer project = keys.project(LIMIT);
      for (String key : List.of("a", "b")) {
        VirtualBackend named =
            call -> OneProjectTest.named(project.receive(call), "projects/of-" + key);
        VirtualCalls calls = keys.calls(process, named, key);
        keys.atTimes(0.6 * LIMIT, calls::one);
      }
      keys.time.advance(HALF_AN_HOUR);
      assertThat(keys.found).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void keysOfTwoProjectsInTwoProcessesThatDoTheSameAreNot() {
    for (int seed = 0; seed < 5; seed++) {
      VirtualKeys keys = new VirtualKeys(seed);
      List<VirtualServer> projects = List.of(keys.project(LIMIT), keys.project(LIMIT));
      for (int process = 0; process < 2; process++) {
        Governor governor = process(keys, "30s");
        VirtualCalls a = keys.calls(governor, projects.get(0), "a");
        VirtualCalls b = keys.calls(governor, projects.get(1), "b");
        keys.atTimes(1.2 * LIMIT, () -> (keys.random.nextBoolean() ? a : b).one());
      }
      keys.time.advance(HALF_AN_HOUR);
      assertThat(projects).as("turned away").allMatch(project -> project.rejected() > 0);
      assertThat(keys.found).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void keysOfTwoProjectsThatStrangersUseAreNot() {
    for (int seed = 0; seed < 5; seed++) {
      VirtualKeys keys = new VirtualKeys(seed);
      // Threads that are refused would ask again at once, for ever.
      Governor process = process(keys, "1d");
      for (String key : List.of("a", "b")) {
        VirtualServer project = keys.project(LIMIT);
        keys.neverEnd(process, project, key, 1 + keys.random.nextInt(20));
        keys.strangers(project, LIMIT * (0.1 + keys.random.nextDouble()));
      }
      keys.time.advance(HALF_AN_HOUR);
      assertThat(keys.found).as("seed %d", seed).isEmpty();
    }
  }

  private static void isSuspicionOfBoth(SameProject same) {
    assertThat(same.project()).isEqualTo("a");
    assertThat(same.others()).containsExactly("b");
    assertThat(same.ground()).isEqualTo(Ground.MOVEMENT);
    assertThat(same.consumer()).isNull();
    assertThat(same.text())
        .contains("seem")
        .contains("limit of " + LIMIT)
        .contains("gains nothing");
  }

  private static Governor process(VirtualKeys keys, String maxWait) {
    Governor process = keys.process(maxWait);
    keys.listen(process);
    return process;
  }
}
