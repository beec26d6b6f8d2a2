package io.geminiquota.testkit;

import io.geminiquota.testkit.http.Exchange;
import io.geminiquota.testkit.http.HttpCall;
import io.geminiquota.testkit.http.Service;
import io.geminiquota.testkit.quota.Decision;
import io.geminiquota.testkit.quota.LimitTable;
import io.geminiquota.testkit.quota.QuotaBook;
import io.geminiquota.testkit.quota.Timeline;
import io.geminiquota.testkit.wire.ApiError;
import io.geminiquota.testkit.wire.ApiErrors;
import io.geminiquota.testkit.wire.Dialects;
import io.geminiquota.testkit.wire.Endpoint;
import io.geminiquota.testkit.wire.JsonObject;
import io.geminiquota.testkit.wire.ModelRequest;
import io.geminiquota.testkit.wire.Operation;
import io.geminiquota.testkit.wire.QuotaExceeded;
import io.geminiquota.testkit.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The life of a request: where does it go, who sends it, what does it ask; then script, quotas and
 * chance decide, in this order. Decisions are made one at a time, each at the time that the log
 * shows for its request.
 */
final class Simulation implements Service {

  private final Timeline timeline;
  private final Tier tier;
  private final Projects projects;
  private final LimitTable limits;
  private final QuotaBook quotas;
  private final Disturbance disturbance;
  private final Consumer<RequestRecord> listener;
  private final Script script = new Script();
  private final RequestLog log = new RequestLog();
  private final AtomicLong lastId = new AtomicLong();

  Simulation(
      Timeline timeline,
      Tier tier,
      Projects projects,
      LimitTable limits,
      QuotaBook quotas,
      Disturbance disturbance,
      Consumer<RequestRecord> listener) {
    this.timeline = timeline;
    this.tier = tier;
    this.projects = projects;
    this.limits = limits;
    this.quotas = quotas;
    this.disturbance = disturbance;
    this.listener = listener;
  }

  @Override
  public Exchange receive(HttpCall call) {
    Optional<Endpoint> found = Endpoint.find(call.method(), call.path());
    if (found.isEmpty()) {
      return refuse(
          scene(elsewhere(), call, JsonObject.empty(), ""),
          ApiErrors.nothingHere(call.method(), call.path()),
          Verdict.NOT_FOUND);
    }
    Endpoint endpoint = found.get();
    JsonObject body;
    try {
      body = JsonObject.parse(call.body());
    } catch (IOException e) {
      return refuse(
          scene(endpoint, call, JsonObject.empty(), ""),
          ApiErrors.malformedBody(),
          Verdict.BAD_REQUEST);
    }
    return identified(call, endpoint, body);
  }

  synchronized void always(String model, Answer answer) {
    script.always(model, answer);
  }

  synchronized void inOrder(String model, List<Answer> answers) {
    script.inOrder(model, answers);
  }

  synchronized void changeLimits(Consumer<LimitTable> change) {
    change.accept(limits);
  }

  RequestLog log() {
    return log;
  }

  private Exchange identified(HttpCall call, Endpoint endpoint, JsonObject body) {
    Optional<Credential> credential = Credential.of(call);
    Scene nobody = scene(endpoint, call, body, "");
    if (credential.isEmpty()) {
      return refuse(nobody, endpoint.dialect().missingCredentials(), Verdict.AUTH);
    }
    if (!credential.get().isValid()) {
      return refuse(nobody, ApiErrors.invalidKey(endpoint.dialect()), Verdict.AUTH);
    }
    return decide(call, endpoint, body, credential.get());
  }

  private synchronized Exchange decide(
      HttpCall call, Endpoint endpoint, JsonObject body, Credential credential) {
    String project = endpoint.project().orElseGet(() -> projects.of(credential));
    Scene scene = scene(endpoint, call, body, project);
    ModelRequest request = scene.request();
    if (request.model().isEmpty() && request.operation() != Operation.LIST_MODELS) {
      return refuse(scene, ApiErrors.modelMissing(), Verdict.BAD_REQUEST);
    }
    Optional<Answer> scripted = script.next(request.model());
    if (scripted.isPresent()) {
      return answered(scene, scripted.get().play(scene), Verdict.SCRIPTED);
    }
    return request.operation().usesQuota()
        ? enforce(scene)
        : answered(scene, scene.success(), Verdict.OK);
  }

  /**
   * Draws before it decides, because the quota of simultaneous requests wants to know how long this
   * one will take.
   */
  private Exchange enforce(Scene scene) {
    ModelRequest request = scene.request();
    long now = timeline.now();
    Duration latency = disturbance.nextLatency();
    boolean unavailable = disturbance.nextIsUnavailable();
    long plannedEnd = now + latency.toNanos();
    Decision decision =
        quotas.decide(scene.project(), request.model(), request.cost(), now, plannedEnd);
    if (decision instanceof Decision.Rejected rejected) {
      return rejected(scene, rejected, now);
    }
    Reply reply = unavailable ? scene.failure(ApiErrors.unavailable()) : scene.success();
    Verdict verdict = unavailable ? Verdict.UNAVAILABLE : Verdict.OK;
    return exchange(
        reply.after(latency),
        log.open(record(scene, now, reply.status(), verdict)),
        () -> leave(scene, plannedEnd));
  }

  private synchronized void leave(Scene scene, long plannedEnd) {
    quotas.ended(scene.project(), scene.request().model(), plannedEnd);
  }

  private Exchange rejected(Scene scene, Decision.Rejected rejected, long now) {
    QuotaExceeded exceeded = scene.exceeded(rejected.violations(), rejected.retryAfter());
    Reply reply = scene.failure(scene.dialect().quotaExceeded(exceeded));
    Verdict verdict = rejected.zeroQuota() ? Verdict.QUOTA_ZERO : verdictOf(exceeded);
    RequestRecord plain = record(scene, now, reply.status(), verdict);
    return exchange(
        reply, log.open(plain.rejected(exceeded.quotaIds(), rejected.retryAfter())), () -> {});
  }

  private static Verdict verdictOf(QuotaExceeded exceeded) {
    return switch (exceeded.foremost().dimension()) {
      case REQUESTS_PER_MINUTE -> Verdict.RATE_REQUESTS_PER_MINUTE;
      case INPUT_TOKENS_PER_MINUTE -> Verdict.RATE_TOKENS_PER_MINUTE;
      case IMAGES_PER_MINUTE -> Verdict.RATE_IMAGES_PER_MINUTE;
      case REQUESTS_PER_DAY -> Verdict.QUOTA_REQUESTS_PER_DAY;
      case CONCURRENT_REQUESTS -> Verdict.CONCURRENCY;
    };
  }

  private Exchange refuse(Scene scene, ApiError error, Verdict verdict) {
    return answered(scene, scene.failure(error), verdict);
  }

  private synchronized Exchange answered(Scene scene, Reply reply, Verdict verdict) {
    RequestRecord request = record(scene, timeline.now(), reply.status(), verdict);
    return exchange(reply, log.open(request), () -> {});
  }

  private Exchange exchange(Reply reply, RequestLog.Entry entry, Runnable leave) {
    return new Exchange(
        reply,
        () -> {
          leave.run();
          listener.accept(log.close(entry, timeline.now()));
        });
  }

  private Scene scene(Endpoint endpoint, HttpCall call, JsonObject body, String project) {
    String id = "sim-" + lastId.incrementAndGet();
    return new Scene(
        endpoint.dialect(), ModelRequest.read(id, endpoint, call.query(), body), project, tier);
  }

  /** Stands for paths that belong to no API: their errors are worded as the Gemini API's. */
  private static Endpoint elsewhere() {
    return new Endpoint(
        Dialects.GEMINI, "v1beta", Operation.GET_MODEL, Optional.empty(), Optional.empty());
  }

  private static RequestRecord record(Scene scene, long now, int status, Verdict verdict) {
    ModelRequest request = scene.request();
    return new RequestRecord(
        now,
        RequestRecord.OPEN,
        scene.project(),
        request.model(),
        verdict == Verdict.NOT_FOUND ? "" : request.operation().wireName(),
        status,
        verdict,
        request.inputTokens(),
        List.of(),
        Optional.empty());
  }
}
