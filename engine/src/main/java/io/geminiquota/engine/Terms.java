package io.geminiquota.engine;

import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.GateTerms;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.limit.Quota.Origin;
import io.geminiquota.engine.policy.ConfiguredLimits;
import io.geminiquota.engine.policy.LimitName;
import io.geminiquota.engine.policy.Limits;
import io.geminiquota.engine.policy.MethodPolicy;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.retry.Ladder;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what the user configured to the terms of the gate of a call. */
final class Terms {

  /** The pauses between probes while everything is refused: room may come back any second. */
  private static final Ladder PROBES = new Ladder(Duration.ofSeconds(1), Duration.ofSeconds(30));

  /** Where nothing limits requests there is nothing to be found out by a gentle start. */
  private static final Limits ANY_NUMBER = new Limits(Map.of(LimitName.RPM, LimitName.RPM.most()));

  private Terms() {}

  /** The terms of the gate of calls like this one to a model. */
  static GateTerms of(Settings settings, GeminiCall call, String model) {
    boolean limited = call.operation().isLimited();
    boolean vertex = call.service() == Service.VERTEX;
    String project = call.route().project();
    Limits configured = limited ? settings.limitsOf(project, model) : Limits.none();
    List<Quota> quotas = quotas(configured, null, Origin.CONFIGURED);
    if (!vertex && limited) {
      quotas.addAll(quotas(settings.presetOf(project, model), null, Origin.PRESET));
    }
    return terms(settings, quotas, settings.limits().configured(), configured);
  }

  /** The terms of a method's own budget: all is known, and nothing of it is learned. */
  static GateTerms of(Settings settings, MethodPolicy method) {
    Limits budget = method.budget().orElse(ANY_NUMBER);
    String id = "@GeminiQuota of " + method.name();
    return terms(
        settings, quotas(budget, id, Origin.METHOD), ConfiguredLimits.AUTHORITY, method.budget());
  }

  private static GateTerms terms(
      Settings settings, List<Quota> quotas, ConfiguredLimits worth, Limits limits) {
    return new GateTerms(
        settings.minute(),
        settings.zone(),
        quotas,
        worth,
        limits.of(LimitName.CONCURRENCY),
        settings.queue(),
        PROBES);
  }

  /**
   * @param id whose they are, null for the project's
   */
  private static List<Quota> quotas(Limits limits, @Nullable String id, Origin origin) {
    List<Quota> quotas = new ArrayList<>();
    add(quotas, limits.of(LimitName.RPM), Dimension.REQUESTS, Window.MINUTE, id, origin);
    add(quotas, limits.of(LimitName.TPM), Dimension.TOKENS, Window.MINUTE, id, origin);
    add(quotas, limits.of(LimitName.IPM), Dimension.IMAGES, Window.MINUTE, id, origin);
    add(quotas, limits.of(LimitName.RPD), Dimension.REQUESTS, Window.DAY, id, origin);
    add(quotas, limits.of(LimitName.TPD), Dimension.TOKENS, Window.DAY, id, origin);
    add(quotas, limits.of(LimitName.IPD), Dimension.IMAGES, Window.DAY, id, origin);
    return quotas;
  }

  private static void add(
      List<Quota> quotas,
      @Nullable Long limit,
      Dimension dimension,
      Window window,
      @Nullable String id,
      Origin origin) {
    if (limit != null) {
      quotas.add(new Quota(null, id, dimension, window, limit, origin));
    }
  }
}
