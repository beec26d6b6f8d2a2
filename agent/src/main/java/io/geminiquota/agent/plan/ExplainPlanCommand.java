package io.geminiquota.agent.plan;

import io.geminiquota.agent.core.config.ConfigFile;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.GeminiRequests;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.geminiquota.engine.usage.RequestSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code explain-plan}: which way calls would go with a configuration, and when. */
@Command(
    name = "explain-plan",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = {
      "Shows which way the calls of a model would go with a configuration, and when: the real"
          + " engine decides, in a time of its own, and every call that is let through succeeds at"
          + " once. Nothing is sent.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 shown; 2 wrong options, or a file that cannot be used.",
      "",
      "Examples:",
      "  java -jar gemini-quota-agent.jar explain-plan --config quota.yml --model gemini-2.5-pro",
      "  java -jar gemini-quota-agent.jar explain-plan --model gemini-2.5-pro --set rpm=60"
          + " --set fallback=gemini-2.5-flash --calls 500"
    })
public final class ExplainPlanCommand implements Callable<Integer> {

  private static final int SHOWN = 0;
  private static final int UNUSABLE = 2;
  private static final int MOST_CALLS = 100_000;
  private static final int MOST_PER_MINUTE = 1_000_000;

  /** Neither of the days on which clocks change; the plan begins when it does, at midnight. */
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "Which model the application asks.")
  private String model = "";

  @Option(names = "--config", paramLabel = "FILE", description = "The configuration file, in YAML.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A setting; may be given several times. Goes before GEMINI_QUOTA_... in the environment,"
              + " and that before the file.")
  private List<String> set = List.of();

  @Option(
      names = "--calls",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many calls are made, 1 to 100000; else ${DEFAULT-VALUE}.")
  private int calls;

  @Option(
      names = "--per-minute",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many of them in a minute, 1 to 1000000; else ${DEFAULT-VALUE}.")
  private int perMinute;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "1",
      description = "The tokens of each prompt; else ${DEFAULT-VALUE}.")
  private long tokens;

  @Option(names = "--vertex", description = "The application asks Vertex AI.")
  private boolean vertex;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  @SuppressWarnings("unused") // picocli looks at it
  private boolean help;

  private final Map<String, String> environment;

  /** Works in the environment of the process. */
  public ExplainPlanCommand() {
    this(System.getenv());
  }

  ExplainPlanCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    between("--calls", calls, MOST_CALLS);
    between("--per-minute", perMinute, MOST_PER_MINUTE);
    between("--tokens", tokens, Long.MAX_VALUE);
    Map<String, String> file;
    try {
      file = config == null ? Map.of() : ConfigFile.read(config);
    } catch (IOException fault) {
      say(config + " cannot be used (" + fault.getMessage() + "): name a file that is YAML");
      return UNUSABLE;
    }
    PlannedConfiguration configuration = new PlannedConfiguration(environment);
    SettingsReader.Result read = configuration.read(set, file);
    read.problems().forEach(this::say);
    if (!configuration.missing().isEmpty()) {
      say(
          "not here, but taken to be where the application runs: "
              + String.join(", ", configuration.missing()));
    }
    show(read.settings(), configuration);
    return SHOWN;
  }

  private void show(Settings settings, PlannedConfiguration configuration) {
    PrintWriter out = spec().commandLine().getOut();
    GeminiCall call = call(settings);
    out.println("The ways of a call to " + model + ", the best first:");
    new Ways(settings, call).lines().forEach(out::println);
    out.println();
    out.println(
        Ways.grouped(calls)
            + " calls, "
            + Ways.grouped(perMinute)
            + " a minute, from the beginning of a quota day on:");
    Instant start = DAY.atStartOfDay(settings.zone()).toInstant();
    Duration pace = settings.minute().dividedBy(perMinute);
    RequestSize size = new RequestSize(1, tokens, 0, 0, false);
    List<PlannedCall> planned =
        new Rehearsal(settings, configuration::secret, call, size, start).run(calls, pace);
    new PlanTable(settings.minute()).lines(planned).forEach(out::println);
    for (PlannedCall one : planned) {
      if (one.refusal() != null) {
        out.println();
        out.println("The first that is refused is call " + Ways.grouped(one.number()) + ":");
        out.println("  " + firstSentence(one.refusal()));
        break;
      }
    }
    out.flush();
  }

  /** The rest names times of the day, which are not those of this plan. */
  private static String firstSentence(String advice) {
    int end = advice.indexOf(". ");
    return end < 0 ? advice : advice.substring(0, end + 1);
  }

  private GeminiCall call(Settings settings) {
    GeminiCall asked = new GeminiRequests(settings.project()).unseen(model);
    if (!vertex) {
      return asked;
    }
    Route there = new Route(asked.route().project(), model, "https://aiplatform.googleapis.com");
    return new GeminiCall(
        Service.VERTEX, there, null, asked.operation(), asked.streaming(), asked.replayable());
  }

  private void between(String option, long value, long most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          spec().commandLine(), option + " is " + value + ", not from 1 to " + most);
    }
  }

  private void say(String line) {
    spec().commandLine().getErr().println("gemini-quota: " + line);
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("not part of a command line yet");
    }
    return spec;
  }
}
