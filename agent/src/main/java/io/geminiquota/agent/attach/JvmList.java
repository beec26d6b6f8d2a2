package io.geminiquota.agent.attach;

import java.io.PrintWriter;
import java.util.List;

/** Shows the JVMs that can be reached, for whoever has not said which one he means. */
final class JvmList {

  private JvmList() {}

  static void print(PrintWriter out, String command) throws UnreachableJvm {
    List<RunningJvm> jvms = RunningJvms.all();
    if (jvms.isEmpty()) {
      out.println("No other JVM of this user can be reached.");
      return;
    }
    out.printf("%8s  %-8s  %s%n", "PID", "agent", "application");
    for (RunningJvm jvm : jvms) {
      out.printf("%8s  %-8s  %s%n", jvm.pid(), agentIn(jvm), jvm.application());
    }
    out.println();
    out.println("Go on with: java -jar gemini-quota-agent.jar " + command + " PID");
  }

  private static String agentIn(RunningJvm jvm) {
    try {
      return jvm.hasTheAgent() ? "yes" : "no";
    } catch (UnreachableJvm ended) {
      return "?";
    }
  }
}
