package io.geminiquota.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserversTest {

  private static final GeminiCall CALL =
      new GeminiCall(
          Service.GEMINI,
          new Route("project", "gemini-x", "https://example.com"),
          null,
          Operation.GENERATE_CONTENT,
          false,
          true);

  private final List<String> story = new ArrayList<>();

  @Test
  void allAreToldEverythingInTheirOrderAndWhatIsActiveEndsInTheOther() {
    tell(CallObserver.all(List.of(new Teller("a"), new Teller("b"))));
    assertThat(story)
        .containsExactly(
            "a begins",
            "b begins",
            "a is active",
            "b is active",
            "b is not active",
            "a is not active",
            "a held",
            "b held",
            "a attempted",
            "b attempted",
            "a finished",
            "b finished");
  }

  @Test
  void oneThatThrowsDoesNotKeepTheOthersFromBeingTold() {
    CallObserver unableToBegin =
        call -> {
          throw new IllegalStateException("broken");
        };
    tell(CallObserver.all(List.of(unableToBegin, new Broken(), new Teller("a"))));
    assertThat(story)
        .containsExactly(
            "a begins", "a is active", "a is not active", "a held", "a attempted", "a finished");
  }

  @Test
  void oneAloneIsItselfAndNoneSeesNothing() {
    Teller alone = new Teller("a");
    assertThat(CallObserver.all(List.of(alone))).isSameAs(alone);
    assertThat(CallObserver.all(List.of())).isSameAs(CallObserver.none());
  }

  @Test
  void whoSeesNothingIsNotInTheWayOfThoseWhoDo() {
    CallObserver none = CallObserver.none();
    tell(CallObserver.all(List.of(none, new Teller("a"), none)));
    assertThat(story).hasSize(6).allMatch(told -> told.startsWith("a "));
    assertThat(CallObserver.all(List.of(none, none)).begin(CALL)).isSameAs(none.begin(CALL));
  }

  private static void tell(CallObserver observer) {
    Observation observation = observer.begin(CALL);
    observation.activate().close();
    observation.held(new Hold(Instant.EPOCH, Duration.ZERO, Hold.Reason.QUOTA, null));
    observation.attempted(
        new Attempt(1, CALL.route(), Instant.EPOCH, Duration.ZERO, 200, null, null));
    observation.finished(
        new Outcome(
            Instant.EPOCH,
            Ending.SUCCEEDED,
            CALL.route(),
            200,
            null,
            null,
            null,
            null,
            1,
            Duration.ZERO,
            null));
  }

  private class Teller implements CallObserver, Observation {

    private final String name;

    Teller(String name) {
      this.name = name;
    }

    void tell(String what) {
      story.add(name + what);
    }

    @Override
    public Observation begin(GeminiCall call) {
      tell(" begins");
      return this;
    }

    @Override
    public Scope activate() {
      tell(" is active");
      return () -> tell(" is not active");
    }

    @Override
    public void held(Hold hold) {
      tell(" held");
    }

    @Override
    public void attempted(Attempt attempt) {
      tell(" attempted");
    }

    @Override
    public void finished(Outcome outcome) {
      tell(" finished");
    }
  }

  private final class Broken extends Teller {

    Broken() {
      super("broken");
    }

    @Override
    void tell(String what) {
      throw new IllegalStateException("broken");
    }

    @Override
    public Observation begin(GeminiCall call) {
      return this;
    }
  }
}
