package io.geminiquota.agent.attach;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code attach}: starts the agent in a JVM that runs already. */
@Command(
    name = "attach",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = {
      "Starts the agent in a JVM that runs already, or lists the JVMs.",
      "",
      "What is attached is gone at the next start: -javaagent is the way to have it for good."
    })
public final class AttachCommand extends JvmCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SETTINGS",
      defaultValue = "",
      description = "As those of -javaagent:, e.g. rpm=60,max-wait=5m")
  private String settings = "";

  AttachCommand() {}

  @Override
  String run(RunningJvm jvm) throws UnreachableJvm {
    if (jvm.hasTheAgent()) {
      throw new UnreachableJvm(
          "JVM "
              + jvm.pid()
              + " has the agent already: nothing was changed; see java -jar gemini-quota-agent.jar"
              + " status "
              + jvm.pid());
    }
    jvm.attach(settings);
    return "The agent is at work in JVM "
        + jvm.pid()
        + " ("
        + jvm.application()
        + ").\n"
        + jvm.ask("status");
  }
}
