package io.geminiquota.agent.plan;

import io.geminiquota.engine.policy.LimitName;
import io.geminiquota.engine.policy.Limits;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.Backend;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways of a call as a person sees them: the best first, each with what stands there. */
final class Ways {

  /** Where the application asks by itself. */
  static final String OWN = "the application's own";

  private final Settings settings;
  private final GeminiCall call;

  Ways(Settings settings, GeminiCall call) {
    this.settings = settings;
    this.call = call;
  }

  /** What a way is called in a line. */
  static String name(String place, String model) {
    return place + ", " + model;
  }

  /** Some lines for each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String asked = call.route().model();
    List<String> models = new ArrayList<>(List.of(asked));
    models.addAll(settings.routes().fallbacksOf(asked));
    int number = 1;
    for (String model : models) {
      add(lines, number++, null, model);
      for (Backend backend : settings.routes().backends()) {
        if (!backend.lastResort() && !isOwn(backend)) {
          add(lines, number++, backend, model);
        }
      }
    }
    for (Backend backend : settings.routes().backends()) {
      if (backend.lastResort()) {
        add(lines, number++, backend, asked);
      }
    }
    return lines;
  }

  /** The application itself uses that project there. */
  private boolean isOwn(Backend backend) {
    return backend.reachedLike(call).baseUrl().equals(call.route().baseUrl())
        && backend.project().equals(call.route().project());
  }

  private void add(List<String> lines, int number, @Nullable Backend backend, String model) {
    String place = backend == null ? OWN : backend.name();
    String project = backend == null ? call.route().project() : backend.project();
    lines.add("%3d. %s".formatted(number, name(place, model)));
    lines.add("       project     " + project);
    lines.add("       service     " + service(backend));
    if (backend != null) {
      lines.add("       credential  " + backend.credential());
    }
    lines.add("       weight      " + weight(backend));
    lines.add("       limits      " + limits(project, model, backend));
  }

  private String service(@Nullable Backend backend) {
    Service service = backend == null ? call.service() : backend.service();
    String name =
        switch (service) {
          case GEMINI -> "Gemini Developer API";
          case VERTEX -> "Vertex AI";
          case UNKNOWN -> "relay, only while all else is closed";
        };
    if (backend == null) {
      return name;
    }
    return name
        + (backend.location() == null ? "" : " in " + backend.location())
        + ", "
        + backend.baseUrl();
  }

  private int weight(@Nullable Backend backend) {
    if (backend != null) {
      return backend.weight();
    }
    return settings.routes().backends().stream()
        .filter(named -> named.project().equals(call.route().project()))
        .map(Backend::weight)
        .findFirst()
        .orElse(1);
  }

  private String limits(String project, String model, @Nullable Backend backend) {
    Limits configured = settings.limitsOf(project, model);
    boolean vertex = (backend == null ? call.service() : backend.service()) == Service.VERTEX;
    Limits limits = vertex ? configured : configured.orElse(settings.presetOf(project, model));
    if (limits.values().isEmpty()) {
      return "not known: the server's errors will teach them";
    }
    List<String> texts = new ArrayList<>();
    for (Map.Entry<LimitName, Long> limit : limits.values().entrySet()) {
      texts.add(limit.getKey().setting().shortName() + " " + grouped(limit.getValue()));
    }
    return String.join(", ", texts);
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
