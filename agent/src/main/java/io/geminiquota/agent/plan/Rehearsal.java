package io.geminiquota.agent.plan;

import io.geminiquota.engine.GovernedCall;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.Detour;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Latitude;
import io.geminiquota.engine.route.Secrets;
import io.geminiquota.engine.usage.RequestSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Lets calls go through the real engine in a time of their own, to servers that take all that the
 * configured limits allow, and answer at once.
 */
final class Rehearsal {

  /** What has not gone by then will not: no call waits for longer than a week. */
  private static final Duration LONGEST = Duration.ofDays(15);

  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final PlannedTime time;
  private final Governor governor;
  private final GeminiCall call;
  private final RequestSize size;
  private final List<PlannedCall> calls = new ArrayList<>();

  /**
   * @param settings of the configuration
   * @param secrets fetches its credentials; nothing is sent with them
   * @param call what the application asks for
   * @param size what each call uses
   * @param start when the first call is made
   */
  Rehearsal(Settings settings, Secrets secrets, GeminiCall call, RequestSize size, Instant start) {
    RandomGenerator chance = new SplittableRandom(1);
    this.time = new PlannedTime(start);
    this.governor = new Governor(settings, time, time, chance, null, secrets, null);
    this.call = call;
    this.size = size;
  }

  /**
   * Makes calls at an even pace.
   *
   * @param count how many
   * @param pace from one to the next
   * @return what became of each, in the order in which they were made
   */
  List<PlannedCall> run(int count, Duration pace) {
    for (int number = 1; number <= count; number++) {
      int one = number;
      time.schedule(pace.toNanos() * (number - 1), () -> make(one));
    }
    while (calls.size() < count && time.goesOn(LONGEST)) {
      // Each step is an event: a call that is made, or one whose turn has come.
    }
    calls.sort(Comparator.comparingInt(PlannedCall::number));
    return List.copyOf(calls);
  }

  private void make(int number) {
    Duration made = time.elapsed();
    GovernedCall governed =
        governor.begin(call, size, Latitude.full(), FOR_EVER, null, CallObserver.none());
    Place.Turn turn =
        new Place.Turn() {
          @Override
          public void admitted() {
            goes(number, made, governed);
          }

          @Override
          public void refused() {
            isRefused(number, made, governed);
          }
        };
    Admission admission = governed.admit(turn);
    if (admission == Admission.ADMITTED) {
      goes(number, made, governed);
    } else if (admission == Admission.REFUSED) {
      isRefused(number, made, governed);
    }
  }

  private void goes(int number, Duration made, GovernedCall governed) {
    Detour detour = governed.detour();
    String place = detour == null || detour.backend() == null ? Ways.OWN : detour.backend().name();
    String way = Ways.name(place, governed.route().model());
    governed.left();
    governed.succeeded(200);
    governed.finished();
    calls.add(new PlannedCall(number, made, time.elapsed().minus(made), way, null));
  }

  private void isRefused(int number, Duration made, GovernedCall governed) {
    String advice = governed.refusal().advice();
    calls.add(new PlannedCall(number, made, time.elapsed().minus(made), null, advice));
  }
}
