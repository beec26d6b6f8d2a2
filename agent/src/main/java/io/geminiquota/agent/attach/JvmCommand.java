package io.geminiquota.agent.attach;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command for one running JVM; without one it lists those that there are. */
abstract class JvmCommand implements Callable<Integer> {

  private static final int DONE = 0;
  private static final int UNUSABLE = 2;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PID",
      description = "Process id of the JVM. Without it the JVMs are listed.")
  private @Nullable String pid;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  @SuppressWarnings("unused") // picocli looks at it
  private boolean help;

  /** What to do about the JVM, and what to say of it. */
  abstract String run(RunningJvm jvm) throws UnreachableJvm;

  @Override
  public final Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    try {
      if (pid == null) {
        JvmList.print(out, command.name());
      } else {
        out.print(run(RunningJvms.of(pid)));
      }
      out.flush();
      return DONE;
    } catch (UnreachableJvm reason) {
      command.commandLine().getErr().println("gemini-quota: " + reason.getMessage());
      return UNUSABLE;
    }
  }
}
