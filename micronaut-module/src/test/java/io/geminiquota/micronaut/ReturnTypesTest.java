package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.geminiquota.testkit.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is promised for every type of result, whichever layer acts: the governed client inside of
 * the method, or the method itself because it is a call. One test for each behaviour, one run for
 * each layer and type; Kotlin's types have theirs in {@code micronaut-tests/kotlin}.
 */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class ReturnTypesTest {

  private static final String MODEL = UnseenAnswers.MODEL;

  @ParameterizedTest
  @MethodSource("everyWay")
  void whatIsHeldGoesOnWhenThereIsRoom(Class<Asking> bean, ResultType type) {
    try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.minute", "1s")) {
      assertThat(type.start(site.bean(bean)).join()).isNotEmpty();
      assertThat(type.start(site.bean(bean)).join()).isNotEmpty();
      List<Long> arrivals = site.arrivals();
      assertThat(arrivals).hasSize(2);
      // The way there takes its own time, and not always the same.
      assertThat(arrivals.get(1) - arrivals.get(0)).isGreaterThan(500);
    }
  }

  @ParameterizedTest
  @MethodSource("everyWayButPlain")
  void whatIsHeldBlocksNoEventLoop(Class<Asking> bean, ResultType type) throws Exception {
    ExecutorService loop = Executors.newSingleThreadExecutor();
    try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.minute", "3s")) {
      Asking answers = site.bean(bean);
      type.start(answers).join();
      CompletableFuture<String> held = loop.submit(() -> type.start(answers)).get();
      loop.submit(() -> {}).get();
      assertThat(held).as("held while its event loop does other things").isNotDone();
      assertThat(held.join()).isNotEmpty();
    } finally {
      loop.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void whatCannotBeInTimeIsRefusedAtOnce(Class<Asking> bean, ResultType type) {
    try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.max-wait", "1s")) {
      assertThat(type.start(site.bean(bean)).join()).isNotEmpty();
      Throwable refused = catchThrowable(() -> type.start(site.bean(bean)).join());
      assertThat(everythingOf(refused)).contains("1 requests per minute, is used up");
      assertThat(site.simulator.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void whatFailsForAMomentIsRetried(Class<Asking> bean, ResultType type) {
    try (Site site = new Site("gemini.quota.minute", "1s")) {
      Answer full = Answer.rateLimited(Duration.ofMillis(50));
      site.simulator.script(MODEL, full, Answer.unavailable(), Answer.ok());
      assertThat(type.start(site.bean(bean)).join()).isNotEmpty();
      assertThat(site.simulator.requests()).hasSize(3);
      assertThat(site.bean(CountingObserver.class).begun).as("one call").hasValue(1);
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void whatCannotSucceedIsGivenUpWithTheAdvice(Class<Asking> bean, ResultType type) {
    try (Site site = new Site()) {
      site.simulator.script(MODEL, Answer.zeroQuota());
      Throwable thrown = catchThrowable(() -> type.start(site.bean(bean)).join());
      assertThat(everythingOf(thrown)).contains("429", "[gemini-quota]", "billing");
      assertThat(site.simulator.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("everyWayThatCanBeCancelled")
  void whatIsCancelledWhileItIsHeldGivesItsPlaceBack(Class<Asking> bean, ResultType type) {
    try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.minute", "3s")) {
      Asking answers = site.bean(bean);
      type.start(answers).join();
      CompletableFuture<String> held = type.start(answers);
      CompletableFuture<String> next = type.start(answers);
      held.cancel(true);
      long start = System.nanoTime();
      assertThat(next.join()).isNotEmpty();
      // Had the cancelled one kept its place, this would have to wait for another minute.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(site.simulator.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void switchedOffTheMethodIsAsItWas(Class<Asking> bean, ResultType type) {
    try (Site site = new Site("gemini.quota.enabled", "false", "gemini.quota.rpm", 1)) {
      assertThat(type.start(site.bean(bean)).join()).isNotEmpty();
      assertThat(type.start(site.bean(bean)).orTimeout(30, TimeUnit.SECONDS).join()).isNotEmpty();
      assertThat(site.simulator.requests()).hasSize(2);
      assertThat(site.bean(CountingObserver.class).begun).as("seen by nobody").hasValue(0);
    }
  }

  static Stream<Arguments> everyWay() {
    return Stream.of(MetAnswers.class, UnseenAnswers.class)
        .flatMap(
            bean ->
                Stream.of(ResultType.values())
                    .map(type -> Arguments.argumentSet(name(bean) + ", " + type, bean, type)));
  }

  static Stream<Arguments> everyWayButPlain() {
    return everyWay().filter(way -> way.get()[1] != ResultType.PLAIN);
  }

  /** com.google.genai does not pass on that its future was cancelled. */
  static Stream<Arguments> everyWayThatCanBeCancelled() {
    return everyWay()
        .filter(
            way ->
                way.get()[0] != MetAnswers.class
                    || (way.get()[1] != ResultType.COMPLETION_STAGE
                        && way.get()[1] != ResultType.COMPLETABLE_FUTURE));
  }

  private static String name(Class<?> bean) {
    return bean == MetAnswers.class ? "the client inside" : "the method itself";
  }

  /** With causes and suppressed ones. */
  private static String everythingOf(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
