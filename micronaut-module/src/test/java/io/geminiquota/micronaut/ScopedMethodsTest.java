package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geminiquota.annotations.GeminiQuota;
import io.geminiquota.testkit.Answer;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

/** Methods whose calls go through a governed client: the annotation gives them a policy. */
@Timeout(60)
class ScopedMethodsTest {

  private final Site site = new Site();
  private final Answers answers = site.bean(Answers.class);

  @AfterEach
  void close() {
    site.close();
  }

  static Stream<Arguments> kindsOfResults() {
    return Map.<String, Function<Answers, Object>>of(
            "plain", Answers::plain,
            "placeholder", Answers::configured,
            "stage", bean -> bean.stage().join(),
            "mono", bean -> bean.mono().block(),
            "mono on another scheduler", bean -> bean.elsewhere().block(),
            "flux", bean -> bean.flux().blockFirst(),
            "publisher", bean -> Flux.from(bean.publisher()).blockFirst(),
            "stream", Answers::streamed)
        .entrySet()
        .stream()
        .map(kind -> Arguments.argumentSet(kind.getKey(), kind.getValue()));
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  void theBudgetHoldsWhereTheCallIsReallyMade(Function<Answers, Object> method) {
    assertThat(method.apply(answers)).asString().isNotEmpty();
    assertThatThrownBy(() -> method.apply(answers))
        .hasMessageContaining("[gemini-quota]")
        .hasMessageContaining("@GeminiQuota of " + Answers.class.getName());
    assertThat(answers.free()).as("outside of the method").isNotEmpty();
    assertThat(site.simulator.requests()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  void anotherAttemptNeedsTheBudgetToo(Function<Answers, Object> method) {
    site.simulator.script(Answers.MODEL, Answer.unavailable(), Answer.ok());
    assertThatThrownBy(() -> method.apply(answers)).hasMessageContaining("[gemini-quota]");
    assertThat(site.simulator.requests()).hasSize(1);
  }

  @Test
  void anAnnotationOfTheApplicationsOwnCarriesThePolicyAndItsNameSharesTheBudget() {
    assertThat(answers.thrifty()).isNotEmpty();
    assertThatThrownBy(answers::alsoThrifty).hasMessageContaining("thrifty");
    assertThat(site.simulator.requests()).hasSize(1);
  }

  @Test
  void theMethodsOfAnAnnotatedClassShareOneBudgetAndAMethodsOwnWins() {
    AnnotatedClass bean = site.bean(AnnotatedClass.class);
    assertThat(bean.first()).isNotEmpty();
    assertThatThrownBy(bean::second).hasMessageContaining(AnnotatedClass.class.getName());
    assertThat(bean.own()).isNotEmpty();
    assertThat(site.simulator.requests()).hasSize(2);
  }

  @Test
  void everyAttemptOfRetryableIsInTheScope() {
    site.simulator.script(Answers.MODEL, Answer.badRequest(), Answer.ok());
    assertThatThrownBy(() -> site.bean(RetriedClass.class).retried())
        .hasMessageContaining("@GeminiQuota of ");
    assertThat(site.simulator.requests()).hasSize(1);
  }

  @Test
  void switchedOffOrWithTheAgentTheClientIsTheSdksOwn() {
    for (String property : List.of("gemini.quota.enabled", "io.geminiquota.agent")) {
      try (Site off = new Site(property, property.endsWith("agent"))) {
        Answers free = off.bean(Answers.class);
        assertThat(free.plain()).isNotEmpty();
        assertThat(free.plain()).isNotEmpty();
        assertThat(off.simulator.requests()).hasSize(2);
      }
    }
  }

  @Test
  void aBudgetHoldsUntilThereIsRoom() {
    try (Site fast = new Site("gemini.quota.minute", "1s")) {
      PatientClass bean = fast.bean(PatientClass.class);
      long start = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        assertThat(bean.patient()).isNotEmpty();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThan(Duration.ofMillis(1_900));
      assertThat(fast.simulator.requests()).hasSize(5);
    }
  }

  @Singleton
  @GeminiQuota(rpm = 1, maxWait = "0s")
  static class AnnotatedClass {

    private final Answers answers;

    AnnotatedClass(Answers answers) {
      this.answers = answers;
    }

    String first() {
      return answers.free();
    }

    String second() {
      return answers.free();
    }

    @GeminiQuota(rpm = 5)
    String own() {
      return answers.free();
    }
  }

  @Singleton
  static class RetriedClass {

    private final Answers answers;

    RetriedClass(Answers answers) {
      this.answers = answers;
    }

    @Retryable(attempts = "2", delay = "1ms")
    @GeminiQuota(rpm = 1, maxWait = "0s")
    String retried() {
      return answers.free();
    }
  }

  @Singleton
  static class PatientClass {

    private final Answers answers;

    PatientClass(Answers answers) {
      this.answers = answers;
    }

    @GeminiQuota(rpm = 2)
    String patient() {
      return answers.free();
    }
  }
}
