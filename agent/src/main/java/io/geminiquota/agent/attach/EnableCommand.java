package io.geminiquota.agent.attach;

import picocli.CommandLine.Command;

/** {@code enable}: calls are governed again. */
@Command(
    name = "enable",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = "Governs the Gemini calls of a JVM again, after disable.")
public final class EnableCommand extends JvmCommand {

  EnableCommand() {}

  @Override
  String run(RunningJvm jvm) throws UnreachableJvm {
    return jvm.askTheAgent("enable");
  }
}
