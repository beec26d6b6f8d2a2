package io.geminiquota.agent.attach;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: what the agent does in a JVM. */
@Command(
    name = "status",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description =
        "Tells what the agent in a JVM intercepts, which quotas it knows, who waits, and what its"
            + " settings are.")
public final class StatusCommand extends JvmCommand {

  @Option(names = "--json", description = "One JSON object, for programs.")
  private boolean json;

  StatusCommand() {}

  @Override
  String run(RunningJvm jvm) throws UnreachableJvm {
    return jvm.askTheAgent(json ? "status-json" : "status");
  }
}
