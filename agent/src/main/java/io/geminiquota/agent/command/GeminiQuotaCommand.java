package io.geminiquota.agent.command;

import io.geminiquota.agent.attach.AttachCommand;
import io.geminiquota.agent.attach.DisableCommand;
import io.geminiquota.agent.attach.EnableCommand;
import io.geminiquota.agent.attach.StatusCommand;
import io.geminiquota.agent.explain.ExplainCommand;
import io.geminiquota.agent.plan.ExplainPlanCommand;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code java -jar gemini-quota-agent.jar}: says what there is, and hands on to the commands. */
@Command(
    name = "java -jar gemini-quota-agent.jar",
    usageHelpAutoWidth = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Gemini's quotas, kept for JVM services.",
      "",
      "To govern the Gemini calls of an application, start it with the agent:",
      "  java -javaagent:gemini-quota-agent.jar -jar your-app.jar",
      ""
    },
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ExplainCommand.class,
      ExplainPlanCommand.class,
      AttachCommand.class,
      StatusCommand.class,
      EnableCommand.class,
      DisableCommand.class,
      HelpCommand.class
    })
public final class GeminiQuotaCommand implements Runnable {

  private static final int FAULT = 1;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  @SuppressWarnings("unused") // picocli looks at it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and end.")
  @SuppressWarnings("unused") // picocli looks at it
  private boolean showVersion;

  GeminiQuotaCommand() {}

  /**
   * Called by the root of the agent's jar, by name.
   *
   * @param arguments the command and its options
   * @param version of the jar
   * @return the exit code
   */
  public static int run(String[] arguments, String version) {
    return commandLine(version).execute(arguments);
  }

  private static CommandLine commandLine(String version) {
    CommandLine commandLine = new CommandLine(new GeminiQuotaCommand());
    commandLine.getCommandSpec().version("gemini-quota-agent " + version);
    return commandLine
        .setParameterExceptionHandler(GeminiQuotaCommand::wrongUse)
        .setExecutionExceptionHandler(GeminiQuotaCommand::fault);
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "no command is given");
    }
  }

  private static int wrongUse(ParameterException fault, String[] arguments) {
    CommandLine command = fault.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("gemini-quota: " + fault.getMessage());
    err.println();
    command.usage(err);
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** The message may quote the input, so only its place is told. */
  private static int fault(
      Exception fault, CommandLine command, CommandLine.ParseResult arguments) {
    StackTraceElement[] trace = fault.getStackTrace();
    command
        .getErr()
        .println(
            "gemini-quota: a fault of ours, "
                + fault.getClass().getName()
                + (trace.length > 0 ? " at " + trace[0] : "")
                + ": please report this line");
    return FAULT;
  }
}
