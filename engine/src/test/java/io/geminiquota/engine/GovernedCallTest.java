package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.Attempt;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.usage.RequestSize;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is told of a call, and how it ends. */
class GovernedCallTest {

  private static final Place.Turn NOBODY_IS_TOLD =
      new Place.Turn() {
        @Override
        public void admitted() {}

        @Override
        public void refused() {}
      };

  private final VirtualTime time = new VirtualTime();
  private final Story story = new Story();

  @Test
  void aSuccessIsOneAttemptAndEndsWhenItsBodyWasRead() {
    GovernedCall call = begin(governor(""));
    assertThat(call.admit(NOBODY_IS_TOLD)).isEqualTo(Admission.ADMITTED);
    call.left();
    time.advance(Duration.ofSeconds(2));
    assertThat(call.succeeded(200)).isInstanceOf(Decision.Deliver.class);
    assertThat(story.outcomes).isEmpty();
    call.finished();
    call.finished();

    assertThat(story.attempts).hasSize(1);
    assertThat(story.attempts.get(0).length()).isEqualTo(Duration.ofSeconds(2));
    assertThat(story.holds).isEmpty();
    assertThat(story.outcomes).hasSize(1);
    assertThat(story.outcome().ending()).isEqualTo(Outcome.Ending.SUCCEEDED);
  }

  @Test
  void aCallThatIsCancelledWhileItAsksIsNotAdmitted() {
    Runnable[] meanwhile = {() -> {}};
    TimeSource busy =
        new TimeSource() {
          @Override
          public long nanoTime() {
            meanwhile[0].run();
            return time.nanoTime();
          }

          @Override
          public Instant now() {
            return time.now();
          }
        };
    Settings settings = SettingsReader.read("concurrency=1", Map.of(), Map.of()).settings();
    Governor governor = new Governor(settings, busy, time, new Random(1));
    GovernedCall call = begin(governor);
    meanwhile[0] =
        () -> {
          meanwhile[0] = () -> {};
          call.cancelled();
        };
    assertThat(call.admit(NOBODY_IS_TOLD)).isEqualTo(Admission.HELD);
    assertThat(begin(governor).admit(NOBODY_IS_TOLD)).isEqualTo(Admission.ADMITTED);
  }

  @Test
  void aCallThatIsCancelledWhileItIsHeldTellsHowLongItWasHeld() {
    Governor governor = governor("rpm=1");
    begin(governor).admit(NOBODY_IS_TOLD);
    GovernedCall held = begin(governor);
    assertThat(held.admit(NOBODY_IS_TOLD)).isEqualTo(Admission.HELD);
    time.advance(Duration.ofSeconds(7));
    held.cancelled();

    assertThat(story.holds).hasSize(1);
    assertThat(story.outcome().ending()).isEqualTo(Outcome.Ending.CANCELLED);
    assertThat(story.outcome().held()).isEqualTo(Duration.ofSeconds(7));
    assertThat(story.outcome().attempts()).isZero();
  }

  @Test
  void aCallThatCannotBeAdmittedInTimeIsRefusedWithoutAHold() {
    Governor governor = governor("rpm=1,max-wait=10s");
    begin(governor).admit(NOBODY_IS_TOLD);
    GovernedCall refused = begin(governor);
    assertThat(refused.admit(NOBODY_IS_TOLD)).isEqualTo(Admission.REFUSED);
    Refusal refusal = refused.refusal();

    assertThat(refusal.verdict().kind()).isEqualTo(Kind.RATE_REQUESTS_PER_MINUTE);
    assertThat(refusal.verdict().retryAfter())
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
    assertThat(refusal.body())
        .contains("RESOURCE_EXHAUSTED", "GEMINI_QUOTA_HELD", refusal.advice());
    assertThat(story.holds).isEmpty();
    assertThat(story.outcome().ending()).isEqualTo(Outcome.Ending.REFUSED);
  }

  @Test
  void anErrorInsideAStreamIsTheFailureOfThatAttemptAndNotASecondOne() {
    GovernedCall call = begin(governor(""));
    call.admit(NOBODY_IS_TOLD);
    call.succeeded(200);
    Decision decision =
        call.failedInStream("{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\"}}");

    assertThat(decision).isInstanceOf(Decision.Retry.class);
    assertThat(story.attempts).hasSize(1);
    assertThat(story.attempts.get(0).verdict().kind()).isEqualTo(Kind.CAPACITY);
    assertThat(story.attempts.get(0).errorType()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void aBrokenAnswerIsAFailureWithAdvice() {
    GovernedCall call = begin(governor(""));
    call.admit(NOBODY_IS_TOLD);
    call.succeeded(200);
    call.broken(new IOException("connection reset"));

    assertThat(story.outcome().ending()).isEqualTo(Outcome.Ending.FAILED);
    assertThat(story.outcome().errorType()).isEqualTo("java.io.IOException");
    assertThat(story.outcome().advice()).contains("gemini-x");
  }

  @Test
  void aConnectionFaultIsRetriedAndWhatNeverLeftDoesNotCount() {
    Governor governor = governor("rpm=1");
    GovernedCall call = begin(governor);
    call.admit(NOBODY_IS_TOLD);
    assertThat(call.faulted(new IOException("connection refused")))
        .isInstanceOf(Decision.Retry.class);
    assertThat(begin(governor).admit(NOBODY_IS_TOLD)).isEqualTo(Admission.ADMITTED);
  }

  private Governor governor(String arguments) {
    return new Governor(
        SettingsReader.read(arguments, Map.of(), Map.of()).settings(), time, time, new Random(1));
  }

  private GovernedCall begin(Governor governor) {
    return governor.begin(VirtualCalls.CALL, RequestSize.UNKNOWN, Duration.ofDays(1), null, story);
  }

  /** Remembers what it is told. */
  private static final class Story implements CallObserver, Observation {

    final List<Hold> holds = new ArrayList<>();
    final List<Attempt> attempts = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();

    Outcome outcome() {
      return outcomes.get(outcomes.size() - 1);
    }

    @Override
    public Observation begin(GeminiCall call) {
      return this;
    }

    @Override
    public Scope activate() {
      return () -> {};
    }

    @Override
    public void held(Hold hold) {
      holds.add(hold);
    }

    @Override
    public void attempted(Attempt attempt) {
      attempts.add(attempt);
    }

    @Override
    public void finished(Outcome outcome) {
      outcomes.add(outcome);
    }
  }
}
