package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.geminiquota.testkit.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is promised for every type of result, whichever layer acts: the governed client inside of
 * the method, or the method itself because it is a call. One factory for each behaviour, one test
 * for each layer and type of it; Kotlin's types have theirs in {@code micronaut-tests/kotlin}.
 */
class ReturnTypesTest {

  private static final String MODEL = UnseenAnswers.MODEL;

  private final ExecutorService threads = Executors.newFixedThreadPool(6);

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> whatIsHeldGoesOnWhenThereIsRoom() {
    return each(
        everyWay(),
        (bean, type) -> {
          try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.minute", "1s")) {
            for (int i = 0; i < 3; i++) {
              assertThat(type.start(site.bean(bean)).join()).isNotEmpty();
            }
            List<Long> arrivals = site.arrivals();
            assertThat(arrivals).hasSize(3);
            // The first has to make a connection. The way there takes its time, not always the
            // same.
            assertThat(arrivals.get(2) - arrivals.get(1)).isGreaterThan(500);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> whatIsHeldBlocksNoEventLoop() {
    return each(
        everyWayButPlain(),
        (bean, type) -> {
          ExecutorService loop = Executors.newSingleThreadExecutor();
          try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.minute", "3s")) {
            Asking answers = site.bean(bean);
            type.start(answers).join();
            AtomicReference<CompletableFuture<String>> held = new AtomicReference<>();
            CompletableFuture.runAsync(() -> held.set(type.start(answers)), loop).join();
            CompletableFuture.runAsync(() -> {}, loop).join();
            assertThat(held.get()).as("held while its event loop does other things").isNotDone();
            assertThat(held.get().join()).isNotEmpty();
          } finally {
            loop.shutdown();
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> whatCannotBeInTimeIsRefusedAtOnce() {
    return each(
        everyWay(),
        (bean, type) -> {
          try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.max-wait", "1s")) {
            assertThat(type.start(site.bean(bean)).join()).isNotEmpty();
            Throwable refused = catchThrowable(() -> type.start(site.bean(bean)).join());
            assertThat(everythingOf(refused)).contains("used up its 1 requests per minute");
            assertThat(site.simulator.requests()).hasSize(1);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> whatFailsForAMomentIsRetried() {
    return each(
        everyWay(),
        (bean, type) -> {
          try (Site site = new Site("gemini.quota.minute", "1s")) {
            Answer full = Answer.rateLimited(Duration.ofMillis(50));
            site.simulator.script(MODEL, full, Answer.unavailable(), Answer.ok());
            assertThat(type.start(site.bean(bean)).join()).isNotEmpty();
            assertThat(site.simulator.requests()).hasSize(3);
            assertThat(site.bean(CountingObserver.class).begun).as("one call").hasValue(1);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> whatCannotSucceedIsGivenUpWithTheAdvice() {
    return each(
        everyWay(),
        (bean, type) -> {
          try (Site site = new Site()) {
            site.simulator.script(MODEL, Answer.zeroQuota());
            Throwable thrown = catchThrowable(() -> type.start(site.bean(bean)).join());
            assertThat(everythingOf(thrown)).contains("429", "[gemini-quota]", "billing");
            assertThat(site.simulator.requests()).hasSize(1);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> whatIsCancelledWhileItIsHeldGivesItsPlaceBack() {
    return each(
        everyWayThatCanBeCancelled(),
        (bean, type) -> {
          try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.minute", "3s")) {
            Asking answers = site.bean(bean);
            type.start(answers).join();
            CompletableFuture<String> held = type.start(answers);
            CompletableFuture<String> next = type.start(answers);
            held.cancel(true);
            long start = System.nanoTime();
            assertThat(next.join()).isNotEmpty();
            // Had the cancelled one kept its place, this would have to wait for another minute.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(Duration.ofSeconds(5));
            assertThat(site.simulator.requests()).hasSize(2);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> switchedOffTheMethodIsAsItWas() {
    return each(
        everyWay(),
        (bean, type) -> {
          try (Site site = new Site("gemini.quota.enabled", "false", "gemini.quota.rpm", 1)) {
            assertThat(type.start(site.bean(bean)).join()).isNotEmpty();
            assertThat(type.start(site.bean(bean)).orTimeout(30, TimeUnit.SECONDS).join())
                .isNotEmpty();
            assertThat(site.simulator.requests()).hasSize(2);
            assertThat(site.bean(CountingObserver.class).begun).as("seen by nobody").hasValue(0);
          }
        });
  }

  private static Stream<Way> everyWay() {
    return Stream.of(MetAnswers.class, UnseenAnswers.class)
        .flatMap(bean -> Stream.of(ResultType.values()).map(type -> new Way(bean, type)));
  }

  private static Stream<Way> everyWayButPlain() {
    return everyWay().filter(way -> way.type != ResultType.PLAIN);
  }

  /** com.google.genai does not pass on that its future was cancelled. */
  private static Stream<Way> everyWayThatCanBeCancelled() {
    Set<ResultType> futures =
        EnumSet.of(ResultType.COMPLETION_STAGE, ResultType.COMPLETABLE_FUTURE);
    return everyWay().filter(way -> way.bean != MetAnswers.class || !futures.contains(way.type));
  }

  /** All ways beside each other, because each mostly waits. */
  private Stream<DynamicTest> each(
      Stream<Way> ways, BiConsumer<Class<? extends Asking>, ResultType> behaviour) {
    Map<Way, Future<?>> running = new LinkedHashMap<>();
    ways.forEach(
        way -> running.put(way, threads.submit(() -> behaviour.accept(way.bean, way.type))));
    return running.entrySet().stream()
        .map(
            way ->
                DynamicTest.dynamicTest(
                    way.getKey().toString(),
                    () -> assertThat(way.getValue()).succeedsWithin(Duration.ofSeconds(60))));
  }

  private record Way(Class<? extends Asking> bean, ResultType type) {

    @Override
    public String toString() {
      return (bean == MetAnswers.class ? "the client inside, " : "the method itself, ") + type;
    }
  }

  /** With causes and suppressed ones. */
  private static String everythingOf(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
