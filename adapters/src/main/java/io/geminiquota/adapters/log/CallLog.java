package io.geminiquota.adapters.log;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Remedy;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.retry.Treatment;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Route;
import java.time.ZoneId;
import java.util.function.Consumer;

/**
 * Tells of calls that meet a 429 or another failure that a person can do something about, and of
 * those that are not sent because of one, or go elsewhere: in a few lines for each project, model
 * and quota. What concerns one request only, such as a wrong argument, the application hears
 * anyway; it is not told, and neither is a connection that breaks. Thread-safe.
 */
public final class CallLog implements CallObserver {

  private static final int TOO_MANY_REQUESTS = 429;

  private final FewLines lines;

  /**
   * @param time the clock
   * @param timer tells when a pause is over
   * @param out takes the lines, on whatever thread, and is quick
   */
  public CallLog(TimeSource time, Timer timer, Consumer<String> out) {
    this.lines = new FewLines(time, timer, out);
  }

  /** Says now what there would be to say later, because this is the end. */
  public void sayRest() {
    lines.sayRest();
  }

  @Override
  public Observation begin(GeminiCall call) {
    return new Story(call.route());
  }

  private void say(FailureLine line) {
    lines.say(line.topic(), line::with);
  }

  private static boolean matters(Verdict verdict) {
    return verdict.httpStatus() == TOO_MANY_REQUESTS
        || (verdict.httpStatus() != 0 && Treatment.of(verdict.kind()) != Treatment.GIVE_UP);
  }

  /** Of one call. */
  private final class Story implements Observation {

    private final Route asked;

    Story(Route asked) {
      this.asked = asked;
    }

    /** That calls are shared among several places is as it should be. */
    @Override
    public void rerouted(Rerouting rerouting) {
      if (rerouting.reason() != Rerouting.Reason.SHARED) {
        RerouteLine line = new RerouteLine(rerouting);
        lines.say(line.topic(), line::with);
      }
    }

    @Override
    public void decided(Remedy remedy) {
      if (matters(remedy.verdict())) {
        say(FailureLine.of(remedy, ZoneId.systemDefault()));
      }
    }

    @Override
    public void finished(Outcome outcome) {
      Verdict verdict = outcome.verdict();
      if (outcome.ending() == Outcome.Ending.REFUSED && verdict != null) {
        say(FailureLine.ofUnsent(asked, verdict, outcome.advice()));
      }
    }
  }
}
