package io.geminiquota.testkit;

import io.geminiquota.testkit.quota.Dimension;
import io.geminiquota.testkit.quota.Violation;
import io.geminiquota.testkit.wire.ApiError;
import io.geminiquota.testkit.wire.ApiErrors;
import io.geminiquota.testkit.wire.QuotaExceeded;
import io.geminiquota.testkit.wire.Reply;
import io.geminiquota.testkit.wire.Streaming;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer for {@link GeminiSimulator#script}: given past all quotas, neither checked by them nor
 * counted in them. It is worded in whatever API the request came through. Immutable.
 *
 * <p>Every stream carries its text in four chunks. An answer about a stream that meets a request
 * without one gives the error, cuts the connection or pauses before the answer.
 */
public final class Answer {

  private static final long SCRIPTED_RPM = 10;
  private static final long SCRIPTED_TPM = 250_000;
  private static final long SCRIPTED_RPD = 250;
  private static final Duration ZERO_QUOTA_HINT = Duration.ofMillis(34_858);

  private static final Answer BY_QUOTA = playing("byQuota()", Scene::success);

  private final String name;
  private final Function<Scene, Reply> play;
  private final @Nullable Function<Scene, ApiError> error;
  private final Duration delay;

  private Answer(
      String name,
      Function<Scene, Reply> play,
      @Nullable Function<Scene, ApiError> error,
      Duration delay) {
    this.name = name;
    this.play = play;
    this.error = error;
    this.delay = delay;
  }

  /** 200 with the usual content. */
  public static Answer ok() {
    return playing("ok()", Scene::success);
  }

  /**
   * Whatever the quotas say, as without a script: closes a sequence, or ends an answer that was
   * given for ever.
   */
  public static Answer byQuota() {
    return BY_QUOTA;
  }

  /** 429: the requests of the minute are used up (limit 10), with this hint. */
  public static Answer rateLimited(Duration retryAfter) {
    return failing(
        "rateLimited(" + retryAfter + ")",
        scene ->
            quotaError(
                scene, retryAfter, new Violation(Dimension.REQUESTS_PER_MINUTE, SCRIPTED_RPM)));
  }

  /** 429: the input tokens of the minute are used up (limit 250000), with this hint. */
  public static Answer tokensExhausted(Duration retryAfter) {
    return failing(
        "tokensExhausted(" + retryAfter + ")",
        scene ->
            quotaError(
                scene, retryAfter, new Violation(Dimension.INPUT_TOKENS_PER_MINUTE, SCRIPTED_TPM)));
  }

  /** 429 without any details: "Resource has been exhausted (e.g. check quota)." */
  public static Answer rateLimitedWithoutDetails() {
    return failing("rateLimitedWithoutDetails()", scene -> ApiErrors.exhaustedWithoutDetails());
  }

  /**
   * 429: the requests of the day are used up (limit 250), with a hint that the real service often
   * sets far too short.
   */
  public static Answer dayExhausted(Duration misleadingHint) {
    return failing(
        "dayExhausted(" + misleadingHint + ")",
        scene ->
            quotaError(
                scene, misleadingHint, new Violation(Dimension.REQUESTS_PER_DAY, SCRIPTED_RPD)));
  }

  /**
   * 429: requests of the minute and of the day and tokens are all limited to 0; the hint means
   * nothing.
   */
  public static Answer zeroQuota() {
    return failing(
        "zeroQuota()",
        scene ->
            quotaError(
                scene,
                ZERO_QUOTA_HINT,
                new Violation(Dimension.REQUESTS_PER_MINUTE, 0),
                new Violation(Dimension.INPUT_TOKENS_PER_MINUTE, 0),
                new Violation(Dimension.REQUESTS_PER_DAY, 0)));
  }

  /** 400 with reason API_KEY_INVALID. */
  public static Answer invalidKey() {
    return failing("invalidKey()", scene -> ApiErrors.invalidKey(scene.dialect()));
  }

  /** 403 PERMISSION_DENIED. */
  public static Answer permissionDenied() {
    return failing("permissionDenied()", scene -> ApiErrors.permissionDenied());
  }

  /** 403 with reason BILLING_DISABLED. */
  public static Answer billingDisabled() {
    return failing(
        "billingDisabled()", scene -> ApiErrors.billingDisabled(scene.dialect(), scene.project()));
  }

  /** 402: the prepaid credits are gone. */
  public static Answer prepaymentDepleted() {
    return failing("prepaymentDepleted()", scene -> ApiErrors.prepaymentDepleted());
  }

  /** 503 UNAVAILABLE. */
  public static Answer unavailable() {
    return failing("unavailable()", scene -> ApiErrors.unavailable());
  }

  /** 500 INTERNAL. */
  public static Answer internal() {
    return failing("internal()", scene -> ApiErrors.internal());
  }

  /** 504 DEADLINE_EXCEEDED. */
  public static Answer deadlineExceeded() {
    return failing("deadlineExceeded()", scene -> ApiErrors.deadlineExceeded());
  }

  /** 400 INVALID_ARGUMENT. */
  public static Answer badRequest() {
    return failing("badRequest()", scene -> ApiErrors.badRequest());
  }

  /** 404 NOT_FOUND. */
  public static Answer modelNotFound() {
    return failing("modelNotFound()", scene -> ApiErrors.modelNotFound(scene.request()));
  }

  /**
   * Any status with any body, sent as JSON.
   *
   * @throws IllegalArgumentException if {@code status} is not 200 to 599
   */
  public static Answer status(int status, String body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status is " + status + ", but an answer has 200 to 599");
    }
    return playing("status(" + status + ")", scene -> Reply.whole(status, body));
  }

  /** The connection is cut, not a byte is sent. */
  public static Answer connectionCut() {
    return playing("connectionCut()", scene -> Reply.silence());
  }

  /** A stream that begins with status 200 and whose first event is this error. */
  public static Answer streamErrorBeforeFirstChunk(Answer error) {
    return streamErrorAfter(0, error);
  }

  /**
   * A stream with an error event after some chunks; with 4 or more, after all its text.
   *
   * @throws IllegalArgumentException if {@code chunks} is negative or {@code error} is not one of
   *     the errors above
   */
  public static Answer streamErrorAfter(int chunks, Answer error) {
    Function<Scene, ApiError> event = error.error;
    if (event == null) {
      throw new IllegalArgumentException(error + " is no error that can stand in a stream");
    }
    return playing(
        "streamErrorAfter(" + chunksOf(chunks) + ", " + error + ")",
        scene ->
            streams(scene)
                ? scene
                    .success()
                    .endingAfter(
                        chunks, scene.dialect().streamError(scene.request(), event.apply(scene)))
                : scene.failure(event.apply(scene)));
  }

  /**
   * A stream whose connection is cut after some chunks.
   *
   * @throws IllegalArgumentException if {@code chunks} is negative
   */
  public static Answer streamCutAfter(int chunks) {
    return playing(
        "streamCutAfter(" + chunksOf(chunks) + ")",
        scene -> streams(scene) ? scene.success().cutAfter(chunks) : Reply.silence());
  }

  /**
   * A whole stream that falls silent for a while after some chunks.
   *
   * @throws IllegalArgumentException if {@code chunks} or {@code pause} is negative
   */
  public static Answer streamPausedAfter(int chunks, Duration pause) {
    Duration checked = notNegative(pause);
    return playing(
        "streamPausedAfter(" + chunksOf(chunks) + ", " + pause + ")",
        scene -> scene.success().pausedAfter(chunks, checked));
  }

  /**
   * The same answer, begun later.
   *
   * @throws IllegalArgumentException if {@code delay} is negative
   */
  public Answer delayedBy(Duration delay) {
    return new Answer(name, play, error, this.delay.plus(notNegative(delay)));
  }

  @Override
  public String toString() {
    return delay.isZero() ? name : name + ".delayedBy(" + delay + ")";
  }

  Reply play(Scene scene) {
    return play.apply(scene).after(delay);
  }

  boolean isByQuota() {
    return this == BY_QUOTA;
  }

  private static Answer playing(String name, Function<Scene, Reply> play) {
    return new Answer(name, play, null, Duration.ZERO);
  }

  private static Answer failing(String name, Function<Scene, ApiError> error) {
    return new Answer(name, scene -> scene.failure(error.apply(scene)), error, Duration.ZERO);
  }

  private static ApiError quotaError(Scene scene, Duration hint, Violation... violations) {
    QuotaExceeded exceeded = scene.exceeded(List.of(violations), hint);
    return scene.dialect().quotaExceeded(exceeded);
  }

  private static boolean streams(Scene scene) {
    return scene.request().streaming() != Streaming.NONE;
  }

  private static int chunksOf(int chunks) {
    if (chunks < 0) {
      throw new IllegalArgumentException("a stream cannot send " + chunks + " chunks");
    }
    return chunks;
  }

  private static Duration notNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("nothing can take " + duration);
    }
    return duration;
  }
}
