package io.geminiquota.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One request in the simulator's log. Holds no key and no prompt.
 *
 * @param arrivalNanos when the request had arrived as a whole and was decided on, in nanoseconds
 *     since the start of the simulator; quotas count with this very time
 * @param answeredNanos when its answer ended, on the same scale, or {@link #OPEN}
 * @param project the project that pays; empty if the credentials were no good
 * @param model the model asked for; empty if none was
 * @param operation its name on the wire: {@code generateContent}, {@code streamGenerateContent},
 *     {@code embedContent}, {@code batchEmbedContents}, {@code batchGenerateContent}, {@code
 *     countTokens}, {@code predict}, {@code interactions.create}, {@code openai/chat/completions},
 *     {@code openai/embeddings}, {@code models.list}, {@code models.get}, or empty
 * @param status the HTTP status of the answer; 0 if the connection was cut without one
 * @param inputTokens the simulator's estimate
 * @param quotaIds the quotas that left no room
 * @param retryAfter the time after which the same request would have been admitted, told to the
 *     client in so many words where its API has words for it
 */
public record RequestRecord(
    long arrivalNanos,
    long answeredNanos,
    String project,
    String model,
    String operation,
    int status,
    Verdict verdict,
    long inputTokens,
    List<String> quotaIds,
    Optional<Duration> retryAfter) {

  /** The {@link #answeredNanos} of a request that is still being answered. */
  public static final long OPEN = -1;

  RequestRecord rejected(List<String> quotaIds, Duration retryAfter) {
    return new RequestRecord(
        arrivalNanos,
        answeredNanos,
        project,
        model,
        operation,
        status,
        verdict,
        inputTokens,
        quotaIds,
        Optional.of(retryAfter));
  }

  RequestRecord answeredAt(long nanos) {
    return new RequestRecord(
        arrivalNanos,
        nanos,
        project,
        model,
        operation,
        status,
        verdict,
        inputTokens,
        quotaIds,
        retryAfter);
  }
}
