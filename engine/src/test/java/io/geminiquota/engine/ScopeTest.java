package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.policy.MethodPolicyReader;
import io.geminiquota.engine.policy.QuotaPolicy;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.usage.RequestSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScopeTest {

  private static final long MINUTE = Duration.ofSeconds(60).toNanos();
  private static final String OVERLOADED =
      "{\"error\": {\"code\": 503, \"message\": \"The model is overloaded.\", \"status\":"
          + " \"UNAVAILABLE\"}}";

  private final VirtualTime time = new VirtualTime();
  private final Random random = new Random(20261121);
  private final List<String> failures = new ArrayList<>();
  private Governor governor = governor("max-wait=7d");

  @Test
  void aBudgetIsKeptExactlyAndOthersAreNotHeldByIt() {
    Backend inside = new Backend();
    Backend outside = new Backend();
    calls(inside, scope("summaries", "rpm", "10")).fromThreads(45, 20);
    calls(outside, null).fromThreads(45, 3);
    time.runAll();
    assertThat(inside.mostInAWindow()).isEqualTo(10);
    assertThat(inside.arrivals).hasSize(45);
    assertThat(inside.span()).as("all of the budget is used").isBetween(4.0, 4.05);
    assertThat(outside.span()).isLessThan(1.0);
    assertThat(failures).isEmpty();
  }

  @Test
  void anInnerBudgetIsKeptWithinAnOuterOne() {
    Scope outer = scope("outer", "rpm", "10");
    Scope inner = scope("inner", "rpm", "4");
    Backend innerCalls = new Backend();
    Backend allCalls = new Backend();
    VirtualBackend both =
        call -> {
          allCalls.receive(call);
          return innerCalls.receive(call);
        };
    calls(both, inner.inside(outer)).fromThreads(20, 20);
    calls(allCalls, outer).fromThreads(20, 20);
    time.runAll();
    assertThat(innerCalls.mostInAWindow()).isEqualTo(4);
    assertThat(allCalls.mostInAWindow()).isEqualTo(10);
    assertThat(allCalls.arrivals).hasSize(40);
  }

  @Test
  void methodsOfOneNameShareABudget() {
    Backend backend = new Backend();
    calls(backend, scope("shared", "rpm", "6")).fromThreads(15, 15);
    calls(backend, scope("shared", "rpm", "6")).fromThreads(15, 15);
    time.runAll();
    assertThat(backend.mostInAWindow()).isEqualTo(6);
  }

  @Test
  void aBudgetIsNeverMoreThanTheQuota() {
    governor = governor("max-wait=7d,rpm=5");
    Backend backend = new Backend();
    calls(backend, scope("much", "rpm", "100")).fromThreads(20, 20);
    time.runAll();
    assertThat(backend.mostInAWindow()).isEqualTo(5);
    assertThat(backend.span()).isBetween(3.0, 3.05);
  }

  @Test
  void aMethodThatCallsItselfIsCountedOnce() {
    Scope scope = scope("recursive", "rpm", "10");
    Backend backend = new Backend();
    calls(backend, scope.inside(scope.inside(scope))).fromThreads(10, 10);
    time.runAll();
    assertThat(backend.span()).isLessThan(0.1);
    assertThat(backend.arrivals).hasSize(10);
  }

  @Test
  void anAttemptThatFailedUsedItsBudget() {
    Backend backend = new Backend();
    int[] first = {0};
    VirtualBackend overloadedAtFirst =
        call -> {
          backend.receive(call);
          return first[0]++ < 3 ? new VirtualBackend.Failure(503, OVERLOADED) : null;
        };
    calls(overloadedAtFirst, scope("failing", "rpm", "4")).fromThreads(8, 8);
    time.runAll();
    assertThat(backend.arrivals).hasSize(11);
    assertThat(backend.mostInAWindow()).isEqualTo(4);
  }

  @Test
  void whatABudgetLeavesOpenIsFreeOfAGentleStart() {
    governor = governor("max-wait=7d,rpm=1000");
    Scope scope = scope("few at once", "concurrency", "12");
    Backend backend = new Backend();
    calls(backend, scope).fromThreads(200, 200);
    time.advance(Duration.ofMillis(300));
    assertThat(backend.arrivals).hasSize(12);
    time.runAll();
    assertThat(backend.arrivals).hasSize(200);
  }

  @Test
  void whoCannotBeAdmittedInTimeIsToldAtOnceWhoseBudgetItIs() {
    Scope scope = scope("com.example.Answers.summarize()", "rpm", "1", "maxWait", "20s");
    assertThat(begin(scope).admit(new Told())).isEqualTo(Admission.ADMITTED);
    GovernedCall refused = begin(scope);
    assertThat(refused.admit(new Told())).isEqualTo(Admission.REFUSED);
    assertThat(refused.refusal().advice())
        .contains("@GeminiQuota of com.example.Answers.summarize()", "1 requests per minute");
  }

  @Test
  void whoMayNotWaitAtAllPassesNoBudgetThatIsUsedUp() {
    Scope scope = scope("one", "rpm", "1", "maxWait", "0s");
    List<Admission> admissions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      GovernedCall call = begin(scope);
      time.advance(Duration.ofNanos(100));
      admissions.add(call.admit(new Told()));
    }
    assertThat(admissions)
        .containsExactly(Admission.ADMITTED, Admission.REFUSED, Admission.REFUSED);
  }

  @Test
  void whatIsSentInsideOfACarriedCallIsKnownToBe() {
    Scope outer = scope("outer", "rpm", "5");
    Scope inner = scope("inner", "rpm", "5");
    assertThat(inner.inside(outer).isCarried()).isFalse();
    assertThat(inner.inside(outer.carried()).isCarried()).isTrue();
  }

  @Test
  void whoIsCancelledAtTheQuotaGivesHisBudgetBack() {
    governor = governor("max-wait=7d,rpm=1");
    Scope scope = scope("two", "rpm", "2");
    GovernedCall sent = begin(scope);
    assertThat(sent.admit(new Told())).isEqualTo(Admission.ADMITTED);
    GovernedCall atTheQuota = begin(scope);
    assertThat(atTheQuota.admit(new Told())).isEqualTo(Admission.HELD);
    Told next = new Told();
    assertThat(begin(scope).admit(next)).as("the budget is taken").isEqualTo(Admission.HELD);
    atTheQuota.cancelled();
    sent.left();
    time.advance(Duration.ofSeconds(61));
    assertThat(next.admitted).isEqualTo(1);
  }

  @Test
  void whoeverIsCancelledOnTheWayIsNeverAdmitted() {
    Scope scope = scope("one", "rpm", "1");
    GovernedCall sent = begin(scope);
    sent.admit(new Told());
    sent.left();
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      GovernedCall call = begin(scope);
      Told turn = new Told();
      assertThat(call.admit(turn)).isEqualTo(Admission.HELD);
      told.add(turn);
      time.after(Duration.ofMillis(1), call::cancelled);
    }
    time.runAll();
    assertThat(told).allSatisfy(turn -> assertThat(turn.admitted + turn.refused).isZero());
  }

  @Test
  void theInnerScopeDecidesAndLeavesOpenWhatItDoesNotSay() {
    Scope outer = scope("outer", "retries", "7", "priority", "BACKGROUND", "maxWait", "1m");
    Scope inner = scope("inner", "retries", "2");
    QuotaPolicy outside =
        new QuotaPolicy(10, Duration.ofHours(1), Priority.NORMAL, null, Duration.ZERO, null);
    assertThat(inner.inside(outer).policy(outside))
        .isEqualTo(
            new QuotaPolicy(
                2, Duration.ofMinutes(1), Priority.BACKGROUND, null, Duration.ZERO, null));
    assertThat(outer.inside(inner).policy(outside).retries()).isEqualTo(7);
  }

  @Test
  void whoMayNotWaitAtAllKeepsTheBudgetAllTheSame() {
    Scope scope = scope("impatient", "rpm", "1", "maxWait", "0s");
    GovernedCall first = begin(scope);
    GovernedCall second = begin(scope);
    time.advance(Duration.ofNanos(100));
    assertThat(first.admit(new Told())).isEqualTo(Admission.ADMITTED);
    assertThat(second.admit(new Told())).isEqualTo(Admission.REFUSED);
    assertThat(second.refusal().advice()).contains("@GeminiQuota of impatient");
  }

  @Test
  void threadsEnterAndLeaveMethods() {
    Scopes scopes = governor.scopes();
    Scope outer = scope("outer", "rpm", "10");
    Scope inner = scope("inner", "rpm", "4");
    Scope aroundOuter = scopes.enter(outer);
    Scope aroundInner = scopes.enter(inner);
    assertThat(scopes.current().budgets()).hasSize(2);
    Scope again = scopes.enter(inner);
    assertThat(scopes.current()).as("who is in it already goes no deeper").isSameAs(again);
    scopes.change(aroundInner);
    assertThat(scopes.current()).isSameAs(outer);
    Scope present = scopes.change(null);
    assertThat(scopes.current()).isNull();
    scopes.change(present);
    scopes.change(aroundOuter);
    assertThat(scopes.current()).isNull();
  }

  private Governor governor(String settings) {
    return new Governor(
        SettingsReader.read(settings, Map.of(), Map.of()).settings(), time, time, random);
  }

  private Scope scope(String name, String... values) {
    Map<String, String> set = new java.util.HashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      set.put(values[i], values[i + 1]);
    }
    MethodPolicyReader.Result read = MethodPolicyReader.read(name, set);
    assertThat(read.problems()).isEmpty();
    return governor.scope(read.policy());
  }

  private VirtualCalls calls(VirtualBackend backend, Scope scope) {
    VirtualCalls calls = new VirtualCalls(time, governor, backend, random, Duration.ofMillis(400));
    calls.scope = scope;
    return calls;
  }

  private GovernedCall begin(Scope scope) {
    return governor.begin(
        VirtualCalls.CALL, RequestSize.UNKNOWN, Duration.ofDays(1), scope, CallObserver.none());
  }

  /** Remembers when requests arrived. */
  private final class Backend implements VirtualBackend {

    final List<Long> arrivals = new ArrayList<>();

    @Override
    public Failure receive(io.geminiquota.engine.route.GeminiCall call) {
      arrivals.add(time.nanoTime());
      return null;
    }

    int mostInAWindow() {
      int most = 0;
      for (long end : arrivals) {
        int count = 0;
        for (long arrival : arrivals) {
          count += arrival <= end && end - arrival < MINUTE ? 1 : 0;
        }
        most = Math.max(most, count);
      }
      return most;
    }

    /** In windows. */
    double span() {
      return (arrivals.get(arrivals.size() - 1) - arrivals.get(0)) / (double) MINUTE;
    }
  }

  private static final class Told implements Place.Turn {

    int admitted;
    int refused;

    @Override
    public void admitted() {
      admitted++;
    }

    @Override
    public void refused() {
      refused++;
    }
  }
}
