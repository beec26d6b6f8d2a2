package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.geminiquota.micronaut.exception.GeminiQuotaAdvice;
import io.geminiquota.micronaut.exception.QuotaRefusedException;
import io.geminiquota.testkit.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;

/** Methods that are a call themselves, because nobody meets what they send. */
@Timeout(60)
class MethodCallsTest {

  static Stream<Arguments> kindsOfResults() {
    return Map.<String, Function<UnseenAnswers, Object>>of(
            "plain", UnseenAnswers::plain,
            "stage", bean -> bean.stage().join(),
            "mono", bean -> bean.mono().block(),
            "flux", bean -> bean.flux().blockFirst())
        .entrySet()
        .stream()
        .map(kind -> Arguments.argumentSet(kind.getKey(), kind.getValue()));
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  void whatFailsForAMomentIsRunAgain(Function<UnseenAnswers, Object> method) {
    try (Site site = new Site("gemini.quota.minute", "1s")) {
      site.simulator.script(
          UnseenAnswers.MODEL,
          Answer.rateLimited(Duration.ofMillis(50)),
          Answer.unavailable(),
          Answer.ok());
      assertThat(method.apply(site.bean(UnseenAnswers.class))).asString().contains("candidates");
      assertThat(site.simulator.requests()).hasSize(3);
      assertThat(site.bean(CountingObserver.class).begun).hasValue(1);
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  void whatCannotSucceedIsRunOnceAndItsExceptionHasTheAdvice(
      Function<UnseenAnswers, Object> method) {
    try (Site site = new Site()) {
      site.simulator.script(UnseenAnswers.MODEL, Answer.zeroQuota());
      Throwable thrown = catchThrowable(() -> method.apply(site.bean(UnseenAnswers.class)));
      Throwable own = thrown instanceof IllegalStateException ? thrown : thrown.getCause();
      assertThat(own).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("429");
      assertThat(own.getSuppressed()).anyMatch(GeminiQuotaAdvice.class::isInstance);
      assertThat(site.simulator.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  void aConfiguredLimitHoldsAndRefusesInTime(Function<UnseenAnswers, Object> method) {
    try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.max-wait", "1s")) {
      UnseenAnswers bean = site.bean(UnseenAnswers.class);
      assertThat(method.apply(bean)).asString().contains("candidates");
      Throwable thrown = catchThrowable(() -> method.apply(bean));
      Throwable refused = thrown instanceof QuotaRefusedException ? thrown : thrown.getCause();
      assertThat(refused).isInstanceOf(QuotaRefusedException.class);
      assertThat(((QuotaRefusedException) refused).retryAfter()).isPresent();
      assertThat(site.simulator.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  void whoIsHeldGoesOnWhenThereIsRoom(Function<UnseenAnswers, Object> method) {
    try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.minute", "1s")) {
      UnseenAnswers bean = site.bean(UnseenAnswers.class);
      assertThat(method.apply(bean)).isNotNull();
      assertThat(method.apply(bean)).asString().contains("candidates");
      assertThat(site.simulator.requests()).hasSize(2);
      assertThat(
              site.simulator.requests().get(1).arrivalNanos()
                  - site.simulator.requests().get(0).arrivalNanos())
          .isGreaterThan(Duration.ofSeconds(1).toNanos());
    }
  }

  @Test
  void cancellingWhatIsHeldGivesItsPlaceBack() {
    try (Site site = new Site("gemini.quota.minute", "3s", "gemini.quota.rpm", 1)) {
      UnseenAnswers bean = site.bean(UnseenAnswers.class);
      bean.plain();
      CompletableFuture<String> stage = bean.stage();
      Disposable mono = bean.mono().subscribe();
      Disposable flux = bean.flux().subscribe();
      stage.cancel(false);
      mono.dispose();
      flux.dispose();
      // Had one of them kept its place, this would have to wait for another minute.
      long start = System.nanoTime();
      assertThat(bean.plain()).contains("candidates");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(site.simulator.requests()).hasSize(2);
    }
  }

  @Test
  void whatHasDeliveredSomethingIsNotRunAgain() {
    try (Site site = new Site()) {
      site.simulator.script(UnseenAnswers.MODEL, Answer.ok(), Answer.unavailable(), Answer.ok());
      assertThatThrownBy(
              () -> site.bean(UnseenAnswers.class).breaksInTheMiddle().collectList().block())
          .hasMessageContaining("503");
      assertThat(site.simulator.requests()).hasSize(2);
    }
  }

  @Test
  void exactlyOneLayerActsWhenTheClientIsGovernedAfterAll() {
    try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.max-wait", "0s")) {
      assertThat(site.bean(UnseenAnswers.class).throughAGovernedClient()).isNotEmpty();
      assertThat(site.bean(CountingObserver.class).begun).hasValue(1);
      assertThat(site.simulator.requests()).hasSize(1);
    }
  }

  @Test
  void aCallInsideOfACallIsPartOfIt() {
    try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.max-wait", "1s")) {
      assertThat(site.bean(UnseenAnswers.class).throughAnother()).contains("candidates");
      assertThat(site.bean(CountingObserver.class).begun).hasValue(1);
    }
  }

  @Test
  void whatIsNothingOfGeminisIsThrownAsItIs() {
    try (Site site = new Site()) {
      assertThatThrownBy(() -> site.bean(UnseenAnswers.class).wrong())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("nothing of Gemini's")
          .hasNoSuppressedExceptions();
      await().until(() -> site.bean(CountingObserver.class).begun.get() == 1);
    }
  }
}
