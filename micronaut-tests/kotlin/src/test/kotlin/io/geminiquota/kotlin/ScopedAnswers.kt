package io.geminiquota.kotlin

import com.google.genai.Client
import io.geminiquota.annotations.GeminiQuota
import jakarta.inject.Singleton
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.future.await
import kotlinx.coroutines.withContext

/** A bean whose calls go through a governed client: each method has a budget of one request. */
@Singleton
open class ScopedAnswers(private val client: Client) {

  @GeminiQuota(rpm = 1, maxWait = "0s")
  open suspend fun suspended(): String {
    delay(1)
    return free()
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  open suspend fun elsewhere(): String = withContext(Dispatchers.IO) { free() }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  open suspend fun asynchronous(): String {
    delay(1)
    return client.async.models.generateContent(MODEL, "Hello", null).await().text()!!
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  open fun flow(): Flow<String> = flow {
    delay(1)
    emit(free())
    emit("end")
  }

  @GeminiQuota(rpm = 1, maxWait = "0s")
  open fun flowElsewhere(): Flow<String> = flow { emit(free()) }.flowOn(Dispatchers.IO)

  @GeminiQuota(rpm = 1, maxWait = "0s")
  open fun twice(): Flow<String> = flow { repeat(2) { emit(free()) } }

  @GeminiQuota(rpm = 1)
  open suspend fun patient(): String = withContext(Dispatchers.IO) { free() }

  @GeminiQuota(rpm = 1)
  open fun patientFlow(): Flow<String> = flow { emit(free()) }.flowOn(Dispatchers.IO)

  fun free(): String = client.models.generateContent(MODEL, "Hello", null).text()!!
}
