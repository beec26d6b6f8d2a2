package io.geminiquota.testkit.cli;

import io.geminiquota.testkit.GeminiSimulator;
import io.geminiquota.testkit.Notation;
import io.geminiquota.testkit.QuotaLimits;
import io.geminiquota.testkit.RejectedRequests;
import io.geminiquota.testkit.Tier;
import io.geminiquota.testkit.Windows;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code java -jar gemini-quota-simulator.jar}: runs until it is stop. */
@Command(
    name = "gemini-quota-simulator",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = {
      "A Gemini on 127.0.0.1 that enforces its quotas exactly: Gemini API, Vertex AI, Interactions and"
          + " the OpenAI-compatible API.",
      ""
    },
    footer = {
      "",
      "Durations are written 250ms, 3s, 2m or 1h. A quota that is not given does not exist; a quota of"
          + " 0 rejects everything.",
      "Keys that begin with 'invalid' are invalid. Input tokens are estimated: four characters make"
          + " one.",
      "",
      "When it is ready it prints one line, 'Gemini simulator listening on http://127.0.0.1:PORT'."
          + " It runs until it is stopped. Exit codes: 1 cannot listen or cannot write the log, 2"
          + " wrong options.",
      "",
      "Example: java -jar gemini-quota-simulator.jar --rpm 10 --minute 3s --model"
          + " gemini-2.5-pro:rpm=2,rpd=50"
    })
public final class SimulatorCommand implements Callable<Integer> {

  private static final int CANNOT_RUN = 1;
  private static final int WRONG_OPTIONS = 2;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Where to listen; 0, the default, for any free port.")
  private int port;

  @Option(names = "--rpm", paramLabel = "N", description = "Requests per minute of every model.")
  private @Nullable Long rpm;

  @Option(
      names = "--tpm",
      paramLabel = "N",
      description = "Input tokens per minute of every model.")
  private @Nullable Long tpm;

  @Option(names = "--rpd", paramLabel = "N", description = "Requests per day of every model.")
  private @Nullable Long rpd;

  @Option(names = "--ipm", paramLabel = "N", description = "Images per minute of every model.")
  private @Nullable Long ipm;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Requests at the same time of every model.")
  private @Nullable Long concurrency;

  @Option(
      names = "--model",
      paramLabel = "[PROJECT/]MODEL:QUOTA=N,...",
      converter = ModelLimits.Reader.class,
      description =
          "Quotas of one model in place of the ones above, e.g. gemini-2.5-pro:rpm=2,rpd=50; with a"
              + " project in front, of that project only, e.g. alpha/gemini-2.5-pro:rpm=2. May be"
              + " repeated.")
  private List<ModelLimits> models = new ArrayList<>();

  @Option(
      names = "--minute",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = DurationReader.class,
      description = "How long a quota minute is; 60s by default.")
  private Duration minute = Duration.ofSeconds(60);

  @Option(
      names = "--day",
      paramLabel = "TIME",
      converter = DurationReader.class,
      description =
          "How long a quota day is, from the start on; by default it ends at midnight Pacific time.")
  private @Nullable Duration day;

  @Option(
      names = "--windows",
      paramLabel = "KIND",
      defaultValue = "rolling",
      description = "How a minute moves on: rolling (default) or fixed.")
  private Windows windows = Windows.ROLLING;

  @Option(names = "--count-rejected", description = "Rejected requests use up quota, too.")
  private boolean countRejected;

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      defaultValue = "free",
      description = "By which names errors call quotas: free (default) or paid.")
  private Tier tier = Tier.FREE;

  @Option(
      names = "--key",
      paramLabel = "KEY=PROJECT",
      converter = KeyOfProject.Reader.class,
      description =
          "The project of a key; several keys may have one. Any other key is a project of its own."
              + " May be repeated.")
  private List<KeyOfProject> keys = new ArrayList<>();

  @Option(
      names = "--latency",
      paramLabel = "TIME[..TIME]",
      defaultValue = "0s",
      converter = SpanReader.class,
      description = "How long an admitted request takes, e.g. 50ms..200ms; 0s by default.")
  private Notation.Span latency = Notation.span("0s");

  @Option(
      names = "--unavailable",
      paramLabel = "SHARE",
      defaultValue = "0%",
      converter = ShareReader.class,
      description = "The share of admitted requests that fail with 503, e.g. 5%%; 0%% by default.")
  private double unavailable;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "What the draws of latency and 503s begin with; 0 by default.")
  private long seed;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "Write one JSON line per answered request to this file: no keys, no prompts.")
  private @Nullable Path log;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  @SuppressWarnings("unused") // picocli looks at it
  private boolean help;

  private final CountDownLatch stop;

  /**
   * @param stop the command ends when this reaches 0
   */
  SimulatorCommand(CountDownLatch stop) {
    this.stop = stop;
  }

  /** Runs until the process is told to end. */
  public static void main(String[] args) {
    int exitCode = commandLine(new SimulatorCommand(new CountDownLatch(1))).execute(args);
    System.exit(exitCode);
  }

  static CommandLine commandLine(SimulatorCommand command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(SimulatorCommand::wrongOption)
        .setExecutionExceptionHandler(SimulatorCommand::cannotRun);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    GeminiSimulator.Builder builder = builder();
    try (RequestLogFile file =
            log == null
                ? RequestLogFile.nowhere()
                : RequestLogFile.at(log, spec().commandLine().getErr());
        GeminiSimulator simulator = builder.onAnswered(file::write).start()) {
      PrintWriter out = out();
      out.println("Gemini simulator listening on " + simulator.baseUrl());
      out.flush();
      stop.await();
    }
    return CommandLine.ExitCode.OK;
  }

  private GeminiSimulator.Builder builder() {
    try {
      GeminiSimulator.Builder builder =
          GeminiSimulator.builder()
              .port(port)
              .limits(limits())
              .minute(minute)
              .windows(windows)
              .rejectedRequests(
                  countRejected ? RejectedRequests.COUNTED : RejectedRequests.NOT_COUNTED)
              .tier(tier)
              .latency(latency.min(), latency.max())
              .unavailableShare(unavailable)
              .seed(seed);
      Optional.ofNullable(day).ifPresent(builder::day);
      models.forEach(each -> each.addTo(builder));
      keys.forEach(each -> builder.project(each.key(), each.project()));
      return builder;
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec().commandLine(), e.getMessage(), e);
    }
  }

  private QuotaLimits limits() {
    QuotaLimits limits = QuotaLimits.none();
    limits = with(limits, "rpm", rpm);
    limits = with(limits, "tpm", tpm);
    limits = with(limits, "rpd", rpd);
    limits = with(limits, "ipm", ipm);
    return with(limits, "concurrency", concurrency);
  }

  private static QuotaLimits with(QuotaLimits limits, String name, @Nullable Long value) {
    return value == null ? limits : Notation.withLimit(limits, name, value);
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }

  private static int wrongOption(CommandLine.ParameterException e, String[] args) {
    e.getCommandLine().getErr().println(e.getMessage() + " (--help shows all options)");
    return WRONG_OPTIONS;
  }

  private static int cannotRun(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof CommandLine.ParameterException wrong) {
      return wrongOption(wrong, new String[0]);
    }
    if (e instanceof IOException || e instanceof UncheckedIOException) {
      commandLine.getErr().println(e.getMessage());
      return CANNOT_RUN;
    }
    throw e;
  }
}
