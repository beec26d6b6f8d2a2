package io.geminiquota.engine;

import static io.geminiquota.engine.VirtualProjects.CALL;
import static io.geminiquota.engine.VirtualProjects.MODEL;
import static io.geminiquota.engine.VirtualProjects.project;
import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.VirtualBackend.Failure;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.observe.Rerouting.Reason;
import io.geminiquota.engine.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of calls that go another way than was asked. */
class ReroutingTest {

  private final List<Rerouting> reroutings = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(VirtualErrors.spendRate("55s"), Reason.QUOTA),
        Arguments.of(VirtualErrors.dayUsedUp(100, "40000s"), Reason.DAY),
        Arguments.of(VirtualErrors.OVERLOADED, Reason.CAPACITY),
        Arguments.of(VirtualErrors.BILLING_DISABLED, Reason.CIRCUIT));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theReasonIsWhatIsInTheWayWhereItWasAsked(Failure failure, Reason reason) {
    VirtualProjects site = site();
    site.answers("own", MODEL, call -> failure);
    site.calls.one(CALL);
    site.time.advance(Duration.ofSeconds(10));

    assertThat(reroutings)
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.reason()).isEqualTo(reason);
              assertThat(told.asked().project()).isEqualTo("own");
              assertThat(told.taken().project()).isEqualTo("b");
            });
    assertThat(outcomes).extracting(outcome -> outcome.route().project()).containsExactly("b");
  }

  @Test
  void whoIsRefusedAfterAllIsToldOfTheWayThatHeAsked() {
    VirtualProjects site = site();
    site.answers("own", MODEL, call -> VirtualErrors.BILLING_DISABLED);
    site.answers("b", MODEL, call -> VirtualErrors.BILLING_DISABLED);
    site.calls.one(CALL);
    site.time.advance(Duration.ofSeconds(10));

    assertThat(outcomes)
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.attempts()).isEqualTo(2);
              assertThat(outcome.ending()).isEqualTo(Outcome.Ending.REFUSED);
              assertThat(outcome.route().project()).isEqualTo("own");
            });
  }

  /** A request can have anything for the name of a field, also its prompt. */
  @Test
  void whatCannotBeTheNameOfAParameterIsNotTold() {
    Route route = new Route("p", "m", "https://example.com");
    Rerouting told =
        new Rerouting(
            route,
            route,
            Reason.DAY,
            List.of("generation_config.thinkingConfig", "words of a prompt.thinkingConfig"),
            Instant.EPOCH);

    assertThat(told.leftOut()).containsExactly("generation_config.thinkingConfig");
  }

  private VirtualProjects site() {
    VirtualProjects site =
        new VirtualProjects(
            "retries=0", List.of(project("b", 1)), List.of(), 1, Duration.ofMillis(200));
    site.calls.observer =
        call ->
            new Observation() {
              @Override
              public void rerouted(Rerouting rerouting) {
                reroutings.add(rerouting);
              }

              @Override
              public void finished(Outcome outcome) {
                outcomes.add(outcome);
              }
            };
    return site;
  }
}
