package io.geminiquota.kotlin

import io.geminiquota.annotations.GeminiQuota
import io.micronaut.context.annotation.Value
import jakarta.inject.Singleton
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.future.await

const val MODEL = "gemini-x"

/** A bean that asks Gemini by means that nobody meets: each method is a call itself. */
@Singleton
open class UnseenAnswers(@Value("\${gemini.client.base-url}") baseUrl: String) {

  private val http = HttpClient.newHttpClient()
  private val uri = URI.create("$baseUrl/v1beta/models/$MODEL:generateContent")

  val threads = CopyOnWriteArrayList<String>()
  val running = CompletableDeferred<Unit>()
  val ended = CompletableFuture<Unit>()

  @GeminiQuota(model = MODEL)
  open suspend fun suspended(): String = ask()

  @GeminiQuota(model = MODEL)
  open suspend fun unit() {
    ask()
  }

  @GeminiQuota(model = MODEL)
  open suspend fun nothing(): String? {
    ask()
    return null
  }

  @GeminiQuota(model = MODEL)
  open fun flow(): Flow<String> = flow { emit(ask()) }

  @GeminiQuota(model = MODEL)
  open fun breaksInTheMiddle(): Flow<String> = flow {
    emit(ask())
    emit(ask())
  }

  @GeminiQuota(model = MODEL)
  open suspend fun endless() {
    try {
      running.complete(Unit)
      awaitCancellation()
    } finally {
      ended.complete(Unit)
    }
  }

  @GeminiQuota(model = MODEL)
  open fun endlessFlow(): Flow<String> = flow { endless() }

  private suspend fun ask(): String {
    threads += Thread.currentThread().name
    val request =
      HttpRequest.newBuilder(uri)
        .header("x-goog-api-key", "test-key")
        .POST(HttpRequest.BodyPublishers.ofString("""{"contents":[{"parts":[{"text":"Hello"}]}]}"""))
        .build()
    val response = http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).await()
    check(response.statusCode() < 400) { "${response.statusCode()} ${response.body()}" }
    return response.body()
  }
}
