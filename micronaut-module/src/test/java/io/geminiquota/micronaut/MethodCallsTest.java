package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.geminiquota.micronaut.exception.GeminiQuotaAdvice;
import io.geminiquota.micronaut.exception.QuotaRefusedException;
import io.geminiquota.testkit.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Methods that are a call themselves, because nobody meets what they send. */
@Timeout(60)
class MethodCallsTest {

  @Test
  void whoIsRefusedIsToldWhenThereWouldHaveBeenRoom() {
    try (Site site = new Site("gemini.quota.rpm", 1, "gemini.quota.max-wait", "1s")) {
      UnseenAnswers bean = site.bean(UnseenAnswers.class);
      bean.plain();
      assertThatThrownBy(bean::plain)
          .isInstanceOfSatisfying(
              QuotaRefusedException.class, refused -> assertThat(refused.retryAfter()).isPresent());
    }
  }

  @Test
  void theMethodsOwnExceptionIsThrownWithTheAdvice() {
    try (Site site = new Site()) {
      site.simulator.script(UnseenAnswers.MODEL, Answer.zeroQuota());
      Throwable thrown = catchThrowable(() -> site.bean(UnseenAnswers.class).plain());
      assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("429");
      assertThat(thrown.getSuppressed()).anyMatch(GeminiQuotaAdvice.class::isInstance);
    }
  }

  @Test
  void cancellingWhatRunsReachesTheFutureOfTheMethod() {
    try (Site site = new Site("gemini.quota.concurrency", 1)) {
      UnseenAnswers bean = site.bean(UnseenAnswers.class);
      bean.endless().cancel(true);
      assertThat(bean.endless).isCancelled();
      assertThat(bean.plain()).as("the only place is free again").contains("candidates");
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
