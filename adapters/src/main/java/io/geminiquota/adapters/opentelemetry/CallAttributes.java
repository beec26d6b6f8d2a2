package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.observe.CacheUse;
import io.geminiquota.engine.observe.Hold;
import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.observe.Outcome.Ending;
import io.geminiquota.engine.observe.Rerouting;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** With which attributes calls are counted that are alike. Made once, because each call asks. */
final class CallAttributes {

  /** Of an attempt that nothing was wrong with. */
  static final String NONE = "none";

  /** Of what is beyond the kinds that are counted apart. */
  static final String OTHER = "other";

  /** Who asked is an application's word, as projects and models are: of few calls many. */
  private static final int MOST_REROUTES = 50;

  private final String project;
  private final Attributes base;
  private final Attributes faultless;
  private final Map<Ending, Attributes> ended;
  private final Map<Hold.Reason, Attributes> held;
  private final Map<CacheUse.Result, Attributes> cached;
  private final Attributes savedInput;
  private final Attributes savedOutput;
  private final Map<Kind, Attributes> judged = new ConcurrentHashMap<>();
  private final Map<Reroute, Attributes> rerouted = new ConcurrentHashMap<>();
  private final GenAiAttributes genAi;

  /** Which calls come here that asked elsewhere. */
  private record Reroute(Rerouting.Reason reason, String askedProject, String askedModel) {}

  private CallAttributes(String project, Attributes base, GenAiAttributes genAi) {
    this.project = project;
    this.base = base;
    this.faultless = with(Keys.VERDICT, NONE);
    this.ended = new EnumMap<>(Ending.class);
    for (Ending ending : Ending.values()) {
      ended.put(ending, with(Keys.OUTCOME, Keys.word(ending)));
    }
    this.held = new EnumMap<>(Hold.Reason.class);
    for (Hold.Reason reason : Hold.Reason.values()) {
      held.put(reason, with(Keys.REASON, Keys.word(reason)));
    }
    this.cached = new EnumMap<>(CacheUse.Result.class);
    for (CacheUse.Result result : CacheUse.Result.values()) {
      cached.put(result, with(Keys.CACHE, Keys.word(result)));
    }
    this.savedInput = with(Keys.TOKEN_TYPE, "input");
    this.savedOutput = with(Keys.TOKEN_TYPE, "output");
    this.genAi = genAi;
  }

  /**
   * @param project what its project is called now
   */
  static CallAttributes of(Service service, Route route, Operation operation, String project) {
    AttributesBuilder base =
        Attributes.builder()
            .put(Keys.PROJECT_ID, project)
            .put(Keys.OPERATION_NAME, Keys.word(operation));
    if (!route.model().isEmpty()) {
      base.put(Keys.REQUEST_MODEL, route.model());
    }
    GenAiAttributes genAi = GenAiAttributes.of(service, route, operation);
    return new CallAttributes(project, base.build(), genAi);
  }

  static CallAttributes ofOthers(Service service) {
    Attributes base =
        Attributes.of(
            Keys.PROJECT_ID, OTHER, Keys.REQUEST_MODEL, OTHER, Keys.OPERATION_NAME, OTHER);
    return new CallAttributes(OTHER, base, GenAiAttributes.ofOthers(service));
  }

  /** As it was called when these were made. */
  String project() {
    return project;
  }

  Attributes ended(Ending ending) {
    return ended.getOrDefault(ending, base);
  }

  Attributes held(Hold.Reason reason) {
    return held.getOrDefault(reason, base);
  }

  Attributes cached(CacheUse.Result result) {
    return cached.getOrDefault(result, base);
  }

  Attributes savedInput() {
    return savedInput;
  }

  Attributes savedOutput() {
    return savedOutput;
  }

  Attributes attempted(@Nullable Verdict verdict) {
    return verdict == null
        ? faultless
        : judged.computeIfAbsent(verdict.kind(), kind -> with(Keys.VERDICT, kind.name()));
  }

  /**
   * Of an attempt that goes here, and not where the application asked.
   *
   * @param askedProject as it is called now
   */
  Attributes rerouted(Rerouting.Reason reason, String askedProject, String askedModel) {
    Reroute reroute = new Reroute(reason, askedProject, askedModel);
    Attributes known = rerouted.get(reroute);
    if (known != null) {
      return known;
    }
    return rerouted.size() < MOST_REROUTES
        ? rerouted.computeIfAbsent(reroute, this::with)
        : with(new Reroute(reason, OTHER, OTHER));
  }

  /**
   * What the conventions ask for, of a call that ended so.
   *
   * @param model that answered, null if that is not known
   */
  GenAiAttributes.Ended genAi(Outcome outcome, @Nullable String model) {
    return genAi.ended(outcome, model);
  }

  private Attributes with(Reroute reroute) {
    return base.toBuilder()
        .put(Keys.REASON, Keys.word(reroute.reason))
        .put(Keys.ASKED_PROJECT_ID, reroute.askedProject)
        .put(Keys.ASKED_MODEL, reroute.askedModel)
        .build();
  }

  private Attributes with(AttributeKey<String> key, String value) {
    return base.toBuilder().put(key, value).build();
  }
}
