package io.geminiquota.kotlin

import io.geminiquota.micronaut.CountingObserver
import io.geminiquota.micronaut.Site
import io.geminiquota.micronaut.exception.GeminiQuotaAdvice
import io.geminiquota.micronaut.exception.QuotaRefusedException
import io.geminiquota.testkit.Answer
import java.time.Duration
import java.util.concurrent.TimeUnit.SECONDS
import java.util.stream.Stream
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.single
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.parallel.Execution
import org.junit.jupiter.api.parallel.ExecutionMode
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.Arguments
import org.junit.jupiter.params.provider.MethodSource

/** Methods that are a call themselves, because nobody meets what they send. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class MethodCallsTest {

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  fun whatFailsForAMomentIsRunAgain(method: suspend (UnseenAnswers) -> Any?) {
    Site("gemini.quota.minute", "1s").use { site ->
      val moment = Answer.rateLimited(Duration.ofMillis(50))
      site.simulator.script(MODEL, moment, Answer.unavailable(), Answer.ok())
      onOneThread { loop -> runBlocking(loop) { method(site.bean(UnseenAnswers::class.java)) } }
      assertThat(site.simulator.requests()).hasSize(3)
      assertThat(site.bean(CountingObserver::class.java).begun).hasValue(1)
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  fun whatCannotSucceedIsRunOnceAndItsExceptionHasTheAdvice(
    method: suspend (UnseenAnswers) -> Any?
  ) {
    Site().use { site ->
      site.simulator.script(MODEL, Answer.zeroQuota())
      val thrown =
        runCatching { runBlocking { method(site.bean(UnseenAnswers::class.java)) } }
          .exceptionOrNull()
      assertThat(thrown).isInstanceOf(IllegalStateException::class.java)
      assertThat(thrown).hasMessageStartingWith("429")
      // With assertions on, kotlinx.coroutines throws a copy that was caused by the original.
      assertThat(generateSequence(thrown) { it.cause }.flatMap { it.suppressed.asSequence() }.toList())
        .anyMatch { it is GeminiQuotaAdvice }
      assertThat(site.simulator.requests()).hasSize(1)
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  fun aConfiguredLimitHoldsAndRefusesInTime(method: suspend (UnseenAnswers) -> Any?) {
    Site("gemini.quota.rpm", 1, "gemini.quota.max-wait", "1s").use { site ->
      val bean = site.bean(UnseenAnswers::class.java)
      runBlocking { method(bean) }
      assertThatThrownBy { runBlocking { method(bean) } }
        .isInstanceOfSatisfying(QuotaRefusedException::class.java) {
          assertThat(it.retryAfter()).isPresent()
        }
      assertThat(site.simulator.requests()).hasSize(1)
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  fun whoIsHeldGoesOnWhereItsCoroutineRunsAndBlocksNobody(
    method: suspend (UnseenAnswers) -> Any?
  ) {
    Site("gemini.quota.rpm", 1, "gemini.quota.minute", "1s").use { site ->
      val bean = site.bean(UnseenAnswers::class.java)
      onOneThread { loop ->
        runBlocking(loop) {
          val thread = Thread.currentThread()
          repeat(2) { method(bean) }
          val held = async {
            method(bean)
            Thread.currentThread()
          }
          repeat(10) { yield() }
          assertThat(held.isCompleted).`as`("the only thread is free while it is held").isFalse()
          assertThat(held.await()).isSameAs(thread)
        }
      }
      val arrivals = site.arrivals()
      assertThat(arrivals).hasSize(3)
      // The first has to make a connection. The way there takes its time, not always the same.
      assertThat(arrivals[2] - arrivals[1]).isGreaterThan(500)
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  fun whoGoesOnWhereverHeIsToldIsNeverToldByTheEnginesThread(
    method: suspend (UnseenAnswers) -> Any?
  ) {
    Site("gemini.quota.rpm", 1, "gemini.quota.minute", "1s").use { site ->
      val bean = site.bean(UnseenAnswers::class.java)
      runBlocking(Dispatchers.Unconfined) { repeat(2) { method(bean) } }
      assertThat(site.simulator.requests()).hasSize(2)
      assertThat(bean.threads).noneMatch { it.startsWith("gemini-quota") }
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  fun whoCallsOrCollectsStaysOutside(method: suspend (UnseenAnswers) -> Any?) {
    Site().use { site ->
      val bean = site.bean(UnseenAnswers::class.java)
      val governed = site.bean(ScopedAnswers::class.java)
      for (dispatcher in listOf(Dispatchers.Default, Dispatchers.Unconfined)) {
        runBlocking(dispatcher) {
          method(bean)
          governed.free()
          bean.flow().collect { governed.free() }
          governed.free()
        }
      }
      // What is sent inside of such a call would not be met again.
      assertThat(site.bean(CountingObserver::class.java).begun).hasValue(2 * 5)
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  fun cancellingWhatIsHeldGivesItsPlaceBack(method: suspend (UnseenAnswers) -> Any?) {
    Site("gemini.quota.minute", "3s", "gemini.quota.rpm", 1).use { site ->
      val bean = site.bean(UnseenAnswers::class.java)
      runBlocking {
        method(bean)
        val held = launch { method(bean) }
        val late = launch { withTimeoutOrNull(1) { method(bean) } }
        yield()
        held.cancelAndJoin()
        late.join()
        // Had one of them kept its place, this would have to wait for another minute.
        val start = System.nanoTime()
        method(bean)
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5))
      }
      assertThat(site.simulator.requests()).hasSize(2)
    }
  }

  @ParameterizedTest
  @MethodSource("endlessOnes")
  fun cancellingWhatRunsReachesIt(method: suspend (UnseenAnswers) -> Any?) {
    Site("gemini.quota.concurrency", 1).use { site ->
      val bean = site.bean(UnseenAnswers::class.java)
      runBlocking {
        val running = launch { method(bean) }
        bean.running.await()
        running.cancelAndJoin()
        bean.ended.get(5, SECONDS)
        assertThat(bean.suspended()).`as`("the only place is free again").contains("candidates")
      }
    }
  }

  @Test
  fun whoWantsNoMoreOfAFlowIsCounted() {
    Site("gemini.quota.concurrency", 1).use { site ->
      val bean = site.bean(UnseenAnswers::class.java)
      runBlocking {
        assertThat(bean.breaksInTheMiddle().first()).contains("candidates")
        assertThat(bean.suspended()).contains("candidates")
      }
    }
  }

  @Test
  fun whatHasDeliveredSomethingIsNotRunAgain() {
    Site().use { site ->
      site.simulator.script(MODEL, Answer.ok(), Answer.unavailable(), Answer.ok())
      val bean = site.bean(UnseenAnswers::class.java)
      assertThatThrownBy { runBlocking { bean.breaksInTheMiddle().toList() } }
        .hasMessageContaining("503")
      assertThat(site.simulator.requests()).hasSize(2)
    }
  }

  @Test
  fun whatTheCollectorThrowsIsNoFailureOfTheCall() {
    Site().use { site ->
      val bean = site.bean(UnseenAnswers::class.java)
      assertThatThrownBy { runBlocking { bean.flow().collect { error("503 of the collector's own") } } }
        .hasMessage("503 of the collector's own")
      assertThat(site.simulator.requests()).hasSize(1)
    }
  }

  @Test
  fun unitAndNullPass() {
    Site().use { site ->
      val bean = site.bean(UnseenAnswers::class.java)
      runBlocking {
        val unit: Any? = bean.unit()
        assertThat(unit).isEqualTo(Unit)
        assertThat(bean.nothing()).isNull()
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  fun switchedOffTheMethodIsAsItWas(method: suspend (UnseenAnswers) -> Any?) {
    Site("gemini.quota.enabled", "false").use { site ->
      site.simulator.script(MODEL, Answer.unavailable(), Answer.ok())
      val bean = site.bean(UnseenAnswers::class.java)
      runBlocking {
        assertThat(runCatching { method(bean) }.exceptionOrNull()).hasMessageStartingWith("503")
        assertThat(method(bean)).isNotNull()
      }
      assertThat(site.simulator.requests()).hasSize(2)
    }
  }

  companion object {

    @JvmStatic
    fun kindsOfResults(): Stream<out Arguments> =
      kinds("suspend" to { it.suspended() }, "Flow" to { it.flow().single() })

    @JvmStatic
    fun endlessOnes(): Stream<out Arguments> =
      kinds("suspend" to { it.endless() }, "Flow" to { it.endlessFlow().collect() })

    private fun kinds(vararg kinds: Pair<String, suspend (UnseenAnswers) -> Any?>) =
      kinds.map { (name, method) -> Arguments.argumentSet(name, method) }.stream()
  }
}
