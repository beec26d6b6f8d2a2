package com.example.answers;

import com.google.genai.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "plain-java",
    sortOptions = false,
    description = "Asks Gemini the prompts of a CSV file and writes the answers to another.",
    footer = {
      "",
      "The API key is read from GOOGLE_API_KEY or GEMINI_API_KEY.",
      "Exit code: 0 when every prompt was answered, 1 when one failed, 2 when nothing could begin."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class AnswerPrompts implements Callable<Integer> {

  @Parameters(paramLabel = "PROMPTS", description = "CSV file with the columns id and prompt.")
  private Path prompts;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "answers.csv",
      description = "CSV file to write: id, answer, error. Default: ${DEFAULT-VALUE}.")
  private Path output;

  @Option(
      names = {"-m", "--model"},
      defaultValue = "gemini-2.5-flash",
      description = "Which model to ask. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = {"-w", "--workers"},
      paramLabel = "N",
      defaultValue = "8",
      description = "How many prompts to ask at the same time. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new AnswerPrompts()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    if (workers < 1) {
      throw new ParameterException(spec.commandLine(), "--workers must be at least 1.");
    }
    List<Prompt> asked;
    try {
      asked = PromptFile.read(prompts);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    try (Client client = new Client();
        AnswerFile answers = new AnswerFile(output)) {
      return ask(asked, new GeminiModel(client, model), answers);
    } catch (IllegalArgumentException noApiKey) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(noApiKey.getMessage()), noApiKey);
    } catch (IOException e) {
      System.err.println(output + " cannot be written: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private int ask(List<Prompt> prompts, GeminiModel gemini, AnswerFile answers)
      throws IOException, InterruptedException, ExecutionException {
    long start = System.nanoTime();
    Progress progress = new Progress(prompts.size(), System.err);
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      CompletionService<Answer> asked = new ExecutorCompletionService<>(threads);
      for (Prompt prompt : prompts) {
        asked.submit(() -> gemini.ask(prompt));
      }
      for (int i = 0; i < prompts.size(); i++) {
        Answer answer = asked.take().get();
        answers.write(answer);
        progress.count(answer);
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.printf(
        "%d prompts: %d answered, %d failed, in %.1f s. The answers are in %s.%n",
        prompts.size(),
        prompts.size() - progress.failed(),
        progress.failed(),
        (System.nanoTime() - start) / 1e9,
        output);
    return progress.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
