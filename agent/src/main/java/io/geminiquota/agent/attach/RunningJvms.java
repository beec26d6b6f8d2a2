package io.geminiquota.agent.attach;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.util.List;
import java.util.Optional;

/** The JVMs of this machine that can be reached: those of the same user that let others attach. */
final class RunningJvms {

  private RunningJvms() {}

  /**
   * All of them but this one.
   *
   * @throws UnreachableJvm if this Java cannot reach any
   */
  static List<RunningJvm> all() throws UnreachableJvm {
    requireAttachApi();
    String own = String.valueOf(ProcessHandle.current().pid());
    return VirtualMachine.list().stream()
        .filter(jvm -> !jvm.id().equals(own))
        .map(RunningJvm::new)
        .toList();
  }

  /**
   * The one with this process id. No other process is ever attached to: on Linux the first step of
   * that is a signal, which ends a process that is not a JVM, and makes a JVM that does not want it
   * print its threads.
   *
   * @throws UnreachableJvm if there is none, or it cannot be reached
   */
  static RunningJvm of(String pid) throws UnreachableJvm {
    requireAttachApi();
    Optional<VirtualMachineDescriptor> listed =
        VirtualMachine.list().stream().filter(jvm -> jvm.id().equals(pid)).findFirst();
    if (listed.isPresent() && !pid.equals(String.valueOf(ProcessHandle.current().pid()))) {
      return new RunningJvm(listed.get());
    }
    throw new UnreachableJvm(whyNot(pid));
  }

  private static String whyNot(String pid) {
    Optional<ProcessHandle> process =
        pid.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    if (process.isEmpty()) {
      return "there is no process "
          + pid
          + ": see which JVMs run with java -jar gemini-quota-agent.jar attach";
    }
    String user = process.get().info().user().orElse("");
    String own = ProcessHandle.current().info().user().orElse("");
    if (!user.isEmpty() && !user.equals(own) && !own.equals("root")) {
      return "process " + pid + " belongs to " + user + ": run this command as " + user;
    }
    String command = process.get().info().command().orElse("");
    return command.matches(".*[/\\\\]javaw?(\\.exe)?")
        ? "JVM "
            + pid
            + " lets nobody attach (-XX:+DisableAttachMechanism, -XX:-UsePerfData, or another"
            + " temporary folder): start it anew without that, or with -javaagent"
        : "process "
            + pid
            + (command.isEmpty() ? "" : " (" + command + ")")
            + " is not a JVM: see which run with java -jar gemini-quota-agent.jar attach";
  }

  private static void requireAttachApi() throws UnreachableJvm {
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      throw new UnreachableJvm(
          "this Java has no module jdk.attach, so it reaches no other JVM: run this command with a"
              + " JDK, "
              + "or start the application with -javaagent");
    }
  }
}
