package io.geminiquota.agent.attach;

import picocli.CommandLine.Command;

/** {@code disable}: calls are as without us, at once. */
@Command(
    name = "disable",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description =
        "Lets the Gemini calls of a JVM go as without the agent, until enable or its next start.")
public final class DisableCommand extends JvmCommand {

  DisableCommand() {}

  @Override
  String run(RunningJvm jvm) throws UnreachableJvm {
    return jvm.askTheAgent("disable");
  }
}
