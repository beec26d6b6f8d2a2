package io.geminiquota.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.VirtualTime;
import io.geminiquota.engine.cache.CachedCall.Way;
import io.geminiquota.engine.observe.CacheUse;
import io.geminiquota.engine.observe.CacheUse.Result;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.Observation;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.policy.CacheSettings;
import io.geminiquota.engine.policy.QuotaPolicy;
import io.geminiquota.engine.route.GeminiCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of calls past the cache, in virtual time. */
class AnswerCacheTest {

  private static final AskedRequest REQUEST =
      AskedRequest.gemini(
          "gemini-2.5-flash:generateContent", "k", "{\"generationConfig\":{\"temperature\":0}}");
  private static final String ANSWER =
      "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":7,"
          + "\"totalTokenCount\":9}}";

  private final VirtualTime time = new VirtualTime();
  private final Map<CacheKey, KeptAnswer> store = new HashMap<>();
  private final List<Throwable> faults = new ArrayList<>();
  private final List<CacheUse> uses = new ArrayList<>();
  private final List<Outcome> ends = new ArrayList<>();
  private boolean broken;

  private final AnswerCache cache =
      new AnswerCache(
          new CacheSettings(Duration.ofHours(1), Map.of(), false, 1 << 20, null),
          Store::new,
          time,
          time,
          note -> {},
          faults::add);

  @AfterEach
  void nothingWentWrong() {
    assertThat(faults.isEmpty()).isEqualTo(!broken);
  }

  @Test
  void anAnswerIsHadUntilItExpires() {
    Caller first = new Caller();
    assertThat(first.ask()).isEqualTo(Way.LEADS);
    first.call.landed("application/json", bytes(ANSWER), true);

    time.advance(Duration.ofSeconds(3599));
    Caller second = new Caller();
    assertThat(second.ask()).isEqualTo(Way.ANSWERED);
    assertThat(second.call.answer().body()).isEqualTo(bytes(ANSWER));
    assertThat(second.call.answer().contentType()).isEqualTo("application/json");
    assertThat(second.call.source()).isEqualTo("hit; age=3599");
    assertThat(uses).extracting(CacheUse::result).containsExactly(Result.MISS, Result.HIT);
    assertThat(uses.get(1).age()).isEqualTo(Duration.ofSeconds(3599));
    assertThat(uses.get(1).saved().usage().promptTokens()).isEqualTo(7);
    assertThat(ends).singleElement().extracting(Outcome::ending).isEqualTo(Ending.SUCCEEDED);

    time.advance(Duration.ofSeconds(1));
    assertThat(new Caller().ask()).isEqualTo(Way.LEADS);
  }

  @Test
  void whoWantsFresherAnswersHasNoOlderOnes() {
    lead(ANSWER);
    time.advance(Duration.ofMinutes(10));
    assertThat(new Caller(Duration.ofMinutes(5)).ask()).isEqualTo(Way.LEADS);
    assertThat(new Caller(Duration.ofMinutes(11)).ask()).isEqualTo(Way.ANSWERED);
  }

  @Test
  void whoKeepsNothingAsksNobody() {
    assertThat(meant(Duration.ZERO)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"candidates\":[{\"finishReason\":\"SAFETY\"}]}",
        "{\"candidates\":[{\"finishReason\":\"STOP\"},{\"finishReason\":\"RECITATION\"}]}",
        "{\"candidates\":[{}]}",
        "{\"promptFeedback\":{\"blockReason\":\"OTHER\"}}"
      })
  void whatIsNotAllThatTheModelHadToSayIsSharedButNotKept(String answer) {
    Caller follower = following(answer);
    assertThat(follower.told).containsExactly("answered");
    assertThat(new Caller().ask()).isEqualTo(Way.LEADS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":503}}",
        "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"error\":{}}",
        "{\"candidates\":[{\"finishReason\":\"STOP\"}]",
        "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\n\ndata: {\"error\":{}}\n\n",
        "event: error\ndata: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\n\n",
        "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\n\ndata: {\"candi",
        "[{\"candidates\":[{\"finishReason\":\"STOP\"}]},{\"error\":{}}]",
        "Hello",
        ""
      })
  void whatIsNoAnswerIsForNobodyElse(String answer) {
    Caller follower = following(answer);
    assertThat(follower.told).containsExactly("leads");
    assertThat(store).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        data: {"candidates":[{}]}\r

        data: {"candidates":[{"finishReason":"STOP"}]}\r
        """,
        "data: {\"choices\":[{\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n",
        "[{\"candidates\":[{}]},\n{\"candidates\":[{\"finishReason\":\"MAX_TOKENS\"}]}]"
      })
  void streamsAreAnswersToo(String answer) {
    lead(answer);
    assertThat(new Caller().ask()).isEqualTo(Way.ANSWERED);
  }

  @Test
  void anotherModelsAnswerIsSharedButNotKept() {
    Caller leader = new Caller();
    leader.ask();
    Caller follower = new Caller();
    assertThat(follower.ask()).isEqualTo(Way.FOLLOWS);
    leader.call.landed(null, bytes(ANSWER), false);
    assertThat(follower.told).containsExactly("answered");
    assertThat(new Caller().ask()).isEqualTo(Way.LEADS);
  }

  @Test
  void whoFollowsHasTheSameAnswer() {
    Caller follower = following(ANSWER);
    assertThat(follower.told).containsExactly("answered");
    assertThat(follower.call.answer().body()).isEqualTo(bytes(ANSWER));
    assertThat(follower.call.source()).isEqualTo("shared");
    assertThat(uses).extracting(CacheUse::result).containsExactly(Result.MISS, Result.SHARED);
    assertThat(ends).singleElement().extracting(Outcome::attempts).isEqualTo(0);
  }

  @Test
  void whoFollowsHasTheSameError() {
    Caller leader = new Caller();
    leader.ask();
    Caller follower = new Caller();
    follower.ask();
    leader.call.failed(429, "application/json", bytes("{\"error\":{}}"));
    assertThat(follower.told).containsExactly("answered");
    assertThat(follower.call.answer().status()).isEqualTo(429);
    assertThat(ends).singleElement().extracting(Outcome::ending).isEqualTo(Ending.FAILED);
    assertThat(new Caller().ask()).as("nothing is kept").isEqualTo(Way.LEADS);
  }

  @Test
  void theNextOneLeadsWhenTheLeaderIsCancelled() {
    Caller leader = new Caller();
    leader.ask();
    Caller second = new Caller();
    second.ask();
    Caller third = new Caller();
    third.ask();
    leader.call.cancelled();
    assertThat(second.told).containsExactly("leads");
    assertThat(third.told).isEmpty();
    second.call.landed(null, bytes(ANSWER), true);
    assertThat(third.told).containsExactly("answered");
  }

  @Test
  void whoHasGoneIsNotAskedToLead() {
    Caller leader = new Caller();
    leader.ask();
    Caller second = new Caller();
    second.ask();
    Caller third = new Caller();
    third.ask();
    second.call.cancelled();
    assertThat(ends).singleElement().extracting(Outcome::ending).isEqualTo(Ending.CANCELLED);
    leader.call.cancelled();
    assertThat(second.told).isEmpty();
    assertThat(third.told).containsExactly("leads");
    third.call.cancelled();
    assertThat(new Caller().ask()).as("the flight is over").isEqualTo(Way.LEADS);
  }

  @Test
  void whatDoesNotComeThroughTwiceKeepsNobodyWaiting() {
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      callers.add(new Caller());
      callers.get(i).ask();
    }
    callers.get(0).call.broken();
    assertThat(callers.get(1).told).containsExactly("leads");
    assertThat(callers.get(2).told).isEmpty();
    callers.get(1).call.broken();
    assertThat(callers.subList(2, 10)).allMatch(caller -> caller.told.equals(List.of("leads")));
  }

  @Test
  void nobodyWaitsLongerThanHeWouldForQuota() {
    new Caller().ask();
    Caller follower = new Caller();
    follower.ask();
    time.advance(Duration.ofSeconds(29));
    assertThat(follower.told).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(follower.told).containsExactly("leads");
    follower.call.landed(null, bytes(ANSWER), true);
    assertThat(new Caller().ask()).as("whoever sent it, it is kept").isEqualTo(Way.ANSWERED);
  }

  @Test
  void anAnswerThatIsNeverReadKeepsNobodyLong() {
    new Caller().ask();
    Caller patient = new Caller(patient());
    assertThat(patient.ask()).isEqualTo(Way.FOLLOWS);
    time.advance(Duration.ofMinutes(2));
    assertThat(patient.told).containsExactly("leads");
    Caller later = new Caller(patient());
    assertThat(later.ask()).isEqualTo(Way.LEADS);
    Caller follower = new Caller(patient());
    assertThat(follower.ask()).isEqualTo(Way.FOLLOWS);
    later.call.landed(null, bytes(ANSWER), true);
    assertThat(follower.told).containsExactly("answered");
  }

  @Test
  void whoMayNotWaitIsSent() {
    new Caller().ask();
    Caller hurried = new Caller(cacheable(Duration.ofHours(1)).within(Duration.ZERO));
    assertThat(hurried.ask()).isEqualTo(Way.LEADS);
    time.runAll();
    assertThat(hurried.told).isEmpty();
  }

  @Test
  void aStoreThatFailsIsNoCache() {
    broken = true;
    Caller leader = new Caller();
    assertThat(leader.ask()).isEqualTo(Way.LEADS);
    Caller follower = new Caller();
    assertThat(follower.ask()).isEqualTo(Way.FOLLOWS);
    leader.call.landed(null, bytes(ANSWER), true);
    assertThat(follower.told).containsExactly("leads");
    assertThat(faults).isNotEmpty();
  }

  private void lead(String answer) {
    Caller leader = new Caller();
    assertThat(leader.ask()).isEqualTo(Way.LEADS);
    leader.call.landed(null, bytes(answer), true);
  }

  /** Who follows a call that is answered so. */
  private Caller following(String answer) {
    Caller leader = new Caller();
    assertThat(leader.ask()).isEqualTo(Way.LEADS);
    Caller follower = new Caller();
    assertThat(follower.ask()).isEqualTo(Way.FOLLOWS);
    leader.call.landed(null, bytes(answer), true);
    return follower;
  }

  private @Nullable Cacheable meant(Duration keep) {
    QuotaPolicy policy =
        new QuotaPolicy(
            0, Duration.ofSeconds(30), Priority.NORMAL, null, Duration.ofSeconds(30), keep);
    return cache.meant(REQUEST.call(), REQUEST, policy, "test");
  }

  private Cacheable cacheable(Duration keep) {
    Cacheable meant = meant(keep);
    assertThat(meant).isNotNull();
    return meant;
  }

  private Cacheable patient() {
    Cacheable asked = cacheable(Duration.ofHours(1));
    return new Cacheable(asked.call(), asked.key(), asked.keep(), Duration.ofHours(1));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Who makes a call. */
  private final class Caller implements CachedCall.Turn {

    final CachedCall call;
    final List<String> told = new ArrayList<>();

    Caller() {
      this(cacheable(Duration.ofHours(1)));
    }

    Caller(Duration keep) {
      this(cacheable(keep));
    }

    Caller(Cacheable asked) {
      call = cache.begin(asked, new Seen());
    }

    Way ask() {
      return call.ask(this);
    }

    @Override
    public void answered() {
      told.add("answered");
    }

    @Override
    public void leads() {
      told.add("leads");
    }
  }

  private final class Seen implements CallObserver {
    @Override
    public Observation begin(GeminiCall call) {
      return new Observation() {
        @Override
        public void cached(CacheUse use) {
          uses.add(use);
        }

        @Override
        public void finished(Outcome outcome) {
          ends.add(outcome);
        }
      };
    }
  }

  private final class Store implements AnswerStore {
    @Override
    public @Nullable KeptAnswer find(CacheKey key) {
      check();
      return store.get(key);
    }

    @Override
    public void keep(CacheKey key, KeptAnswer answer) {
      check();
      store.put(key, answer);
    }

    private void check() {
      if (broken) {
        throw new IllegalStateException("broken");
      }
    }
  }
}
