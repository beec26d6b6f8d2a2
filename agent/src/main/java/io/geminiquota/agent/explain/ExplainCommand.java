package io.geminiquota.agent.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: what the errors in a pasted text mean. */
@Command(
    name = "explain",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = {
      "Finds the errors of Gemini in a text, such as a log, and says what each one means, whether a"
          + " retry helps, and what to do.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 explained; 2 the input cannot be used, or wrong options; 3 no error of Gemini"
          + " in it. With --lines 0 whenever the input can be read.",
      "",
      "Examples:",
      "  java -jar gemini-quota-agent.jar explain app.log",
      "  kubectl logs my-pod | java -jar gemini-quota-agent.jar explain --json",
      "  java -jar gemini-quota-agent.jar explain --json --lines failures.jsonl"
    })
public final class ExplainCommand implements Callable<Integer> {

  private static final int EXPLAINED = 0;
  private static final int UNUSABLE = 2;
  private static final int NOTHING_FOUND = 3;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "-",
      description = "What to read; the standard input if it is - or missing.")
  private String file = "-";

  @Option(names = "--json", description = "One JSON object per error found, one per line.")
  private boolean json;

  @Option(
      names = "--lines",
      description =
          "With --json: read JSON Lines, {\"http_status\": 429, \"payload\": \"...\"}, and answer"
              + " each line with one line.")
  private boolean lines;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  @SuppressWarnings("unused") // picocli looks at it
  private boolean help;

  private final InputStream in;
  private final Writer out;
  private final Advisor advisor;
  private final Screen screen;

  /** Works on the standard streams of the process. */
  public ExplainCommand() {
    this(
        System.in,
        StandardOutput.open(),
        Clock.system(ZoneId.systemDefault()),
        Screen.ofProcess(System.getenv("COLUMNS")));
  }

  ExplainCommand(InputStream in, Writer out, Clock clock, Screen screen) {
    this.in = in;
    this.out = out;
    this.advisor = new Advisor(clock);
    this.screen = screen;
  }

  @Override
  public Integer call() {
    if (lines && !json) {
      throw new ParameterException(spec().commandLine(), "--lines needs --json as well");
    }
    try {
      return lines ? answerLines() : explain();
    } catch (UnusableInput e) {
      return say(e.getMessage());
    } catch (ClosedOutput e) {
      return e.isBrokenPipe()
          ? EXPLAINED
          : say(
              "the output cannot be written ("
                  + e.getMessage()
                  + "): free some space or name another place");
    } catch (IOException e) {
      return say("the input broke off (" + e.getMessage() + "): try again, or save it to a file");
    }
  }

  private int answerLines() throws IOException, UnusableInput {
    try (Reader reader = new TextInput(in).openLines(file)) {
      return new LinesMode(advisor).run(reader, out) > 0
          ? EXPLAINED
          : say("the input holds no line: give one JSON object per line");
    }
  }

  private int explain() throws IOException, UnusableInput {
    if (file.equals("-") && Screen.isTerminal()) {
      spec()
          .commandLine()
          .getErr()
          .println("Paste the error, then press Enter and Ctrl+D (on Windows Ctrl+Z and Enter).");
    }
    Findings findings;
    try (Reader reader = new TextInput(in).openText(file)) {
      findings = ErrorFinder.find(reader);
    }
    if (findings.all().isEmpty()) {
      say(
          "no error of Gemini found in this text: paste the whole exception or response body, with"
              + " the lines before and after it");
      return NOTHING_FOUND;
    }
    report(findings);
    if (findings.leftOut() > 0) {
      say(findings.leftOut() + " more errors are left out: give a smaller part of the text");
    }
    return EXPLAINED;
  }

  private void report(Findings findings) throws IOException {
    if (!json) {
      new PersonReport(advisor, screen).write(findings, out);
      return;
    }
    VerdictJson objects = new VerdictJson(out);
    for (Finding finding : findings.all()) {
      objects.line(finding, advisor.advice(finding.verdict()));
    }
    out.flush();
  }

  private int say(@Nullable String line) {
    PrintWriter err = spec().commandLine().getErr();
    err.println("gemini-quota: " + line);
    return UNUSABLE;
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("not part of a command line yet");
    }
    return spec;
  }
}
