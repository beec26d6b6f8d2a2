package io.geminiquota.kotlin

import io.geminiquota.micronaut.Site
import io.geminiquota.testkit.Answer
import java.util.concurrent.Executors
import java.util.stream.Stream
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.single
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.parallel.Execution
import org.junit.jupiter.api.parallel.ExecutionMode
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.Arguments
import org.junit.jupiter.params.provider.MethodSource

/** Methods whose calls go through a governed client: the annotation gives them a policy. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class ScopedMethodsTest {

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  fun theBudgetHoldsWhereTheCallIsReallyMade(method: suspend (ScopedAnswers) -> Any) {
    Site().use { site ->
      val answers = site.bean(ScopedAnswers::class.java)
      runBlocking {
        assertThat(method(answers)).asString().isNotEmpty()
        assertThat(runCatching { method(answers) }.exceptionOrNull())
          .hasMessageContaining("[gemini-quota]")
          .hasMessageContaining("@GeminiQuota of " + ScopedAnswers::class.java.name)
        assertThat(answers.free()).`as`("outside of the method").isNotEmpty()
      }
      assertThat(site.simulator.requests()).hasSize(2)
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("dispatchers")
  fun whoCallsOrCollectsStaysOutside(dispatcher: CoroutineContext) {
    Site().use { site ->
      val answers = site.bean(ScopedAnswers::class.java)
      runBlocking(dispatcher) {
        answers.suspended()
        assertThat(answers.free()).isNotEmpty()
        answers.flow().collect { assertThat(answers.free()).isNotEmpty() }
        yield()
        assertThat(answers.free()).isNotEmpty()
      }
      assertThat(site.simulator.requests()).hasSize(6)
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("dispatchers")
  fun aFlowGoesOnInItsScopeAfterItsCollectorHasSuspended(dispatcher: CoroutineContext) {
    Site().use { site ->
      val answers = site.bean(ScopedAnswers::class.java)
      val thrown = runCatching { runBlocking(dispatcher) { answers.twice().collect { delay(1) } } }
      assertThat(thrown.exceptionOrNull()).hasMessageContaining("ScopedAnswers.twice()")
      assertThat(site.simulator.requests()).hasSize(1)
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfResults")
  fun anotherAttemptNeedsTheBudgetToo(method: suspend (ScopedAnswers) -> Any) {
    Site().use { site ->
      site.simulator.script(MODEL, Answer.unavailable(), Answer.ok())
      assertThatThrownBy { runBlocking { method(site.bean(ScopedAnswers::class.java)) } }
        .hasMessageContaining("[gemini-quota]")
      assertThat(site.simulator.requests()).hasSize(1)
    }
  }

  @ParameterizedTest
  @MethodSource("patientOnes")
  fun whoIsHeldGoesOnWhenThereIsRoomAndBlocksNobody(method: suspend (ScopedAnswers) -> Any) {
    Site("gemini.quota.minute", "1s").use { site ->
      val answers = site.bean(ScopedAnswers::class.java)
      onOneThread { loop ->
        runBlocking(loop) {
          repeat(2) { method(answers) }
          val held = async { method(answers) }
          repeat(10) { yield() }
          assertThat(held.isCompleted).`as`("the only thread is free while it is held").isFalse()
          assertThat(held.await()).asString().isNotEmpty()
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
  fun switchedOffTheMethodIsAsItWas(method: suspend (ScopedAnswers) -> Any) {
    Site("gemini.quota.enabled", "false").use { site ->
      runBlocking { repeat(2) { method(site.bean(ScopedAnswers::class.java)) } }
      assertThat(site.simulator.requests()).hasSize(2)
    }
  }

  companion object {

    @JvmStatic
    fun kindsOfResults(): Stream<out Arguments> =
      kinds(
        "suspend" to { it.suspended() },
        "suspend on another dispatcher" to { it.elsewhere() },
        "suspend, asynchronous client" to { it.asynchronous() },
        "Flow" to { it.flow().first() },
        "Flow on another dispatcher" to { it.flowElsewhere().toList() },
      )

    @JvmStatic
    fun patientOnes(): Stream<out Arguments> =
      kinds("suspend" to { it.patient() }, "Flow" to { it.patientFlow().single() })

    @JvmStatic
    fun dispatchers(): Stream<out Arguments> =
      Stream.of(
        Arguments.argumentSet("of runBlocking", EmptyCoroutineContext),
        Arguments.argumentSet("Default", Dispatchers.Default),
        Arguments.argumentSet("Unconfined", Dispatchers.Unconfined),
      )

    private fun kinds(vararg kinds: Pair<String, suspend (ScopedAnswers) -> Any>) =
      kinds.map { (name, method) -> Arguments.argumentSet(name, method) }.stream()
  }
}

/** As an event loop: whoever blocks its thread stops everything that runs on it. */
internal fun onOneThread(work: (CoroutineContext) -> Unit) {
  Executors.newSingleThreadExecutor().asCoroutineDispatcher().use(work)
}
