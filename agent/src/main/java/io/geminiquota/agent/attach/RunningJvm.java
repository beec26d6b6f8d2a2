package io.geminiquota.agent.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Properties;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/** A JVM that can be reached through the attach API: nothing in it has to listen for that. */
final class RunningJvm {

  private static final String PRESENCE = "io.geminiquota.agent";
  private static final String ANSWER = "io.geminiquota.agent.answer.";
  private static final int OLDEST_JAVA = 17;

  private final VirtualMachineDescriptor jvm;

  RunningJvm(VirtualMachineDescriptor jvm) {
    this.jvm = jvm;
  }

  String pid() {
    return jvm.id();
  }

  /** Its main class or jar, without arguments: they may hold secrets. */
  String application() {
    String name = jvm.displayName();
    int blank = name.indexOf(' ');
    String main = blank < 0 ? name : name.substring(0, blank);
    return main.isBlank() ? "(unknown)" : main;
  }

  /** Whether the agent is at work in it. */
  boolean hasTheAgent() throws UnreachableJvm {
    return properties().getProperty(PRESENCE) != null;
  }

  /**
   * Starts the agent in it.
   *
   * @param settings as those of {@code -javaagent:}
   */
  void attach(String settings) throws UnreachableJvm {
    requireNewJava(properties().getProperty("java.specification.version", "0"));
    try {
      ByteBuddyAgent.attach(agentJar(), pid(), settings);
    } catch (RuntimeException fault) {
      throw unreachable(rootCause(fault));
    }
  }

  /**
   * Asks the agent in it.
   *
   * @param request see {@code Core.answer}
   * @return its answer
   */
  String ask(String request) throws UnreachableJvm {
    String id = String.valueOf(ProcessHandle.current().pid());
    String answer;
    try {
      VirtualMachine machine = VirtualMachine.attach(jvm);
      try {
        String jar = agentJar().getPath();
        machine.loadAgent(jar, "?" + id + ":" + request);
        answer = machine.getSystemProperties().getProperty(ANSWER + id);
        machine.loadAgent(jar, "?" + id + ":");
      } finally {
        machine.detach();
      }
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException fault) {
      throw unreachable(fault);
    }
    return understood(answer);
  }

  /** The same of a JVM that may be without the agent: nothing is loaded into such a one. */
  String askTheAgent(String request) throws UnreachableJvm {
    if (!hasTheAgent()) {
      throw new UnreachableJvm(
          "JVM "
              + pid()
              + " runs without the agent, or with enabled=false: start it with -javaagent, or java"
              + " -jar gemini-quota-agent.jar attach "
              + pid());
    }
    return ask(request);
  }

  private String understood(@Nullable String answer) throws UnreachableJvm {
    if (answer == null || answer.isEmpty()) {
      throw new UnreachableJvm(
          "JVM " + pid() + " gave no answer; a line on its stderr may say why");
    }
    if (answer.charAt(0) != '+') {
      throw new UnreachableJvm("JVM " + pid() + ": " + answer.substring(1));
    }
    return answer.substring(1);
  }

  private Properties properties() throws UnreachableJvm {
    try {
      VirtualMachine machine = VirtualMachine.attach(jvm);
      try {
        return machine.getSystemProperties();
      } finally {
        machine.detach();
      }
    } catch (IOException | AttachNotSupportedException fault) {
      throw unreachable(fault);
    }
  }

  private void requireNewJava(String specification) throws UnreachableJvm {
    String feature = specification.startsWith("1.") ? specification.substring(2) : specification;
    if (!feature.matches("\\d+") || Integer.parseInt(feature) < OLDEST_JAVA) {
      throw new UnreachableJvm(
          "JVM "
              + pid()
              + " is Java "
              + specification
              + ", the agent needs "
              + OLDEST_JAVA
              + " or newer: run the application on a newer Java");
    }
  }

  private UnreachableJvm unreachable(Throwable fault) {
    String message = String.valueOf(fault.getMessage());
    String what;
    if (message.contains("Dynamic agent loading is not enabled")) {
      what =
          " takes no agent while it runs (-XX:-EnableDynamicAgentLoading): start it anew without"
              + " that, or with -javaagent";
    } else if (fault instanceof AgentLoadException) {
      what =
          " could not load "
              + agentJar()
              + " ("
              + message
              + "): its user must be able to read the jar at just that place";
    } else if (fault instanceof AttachNotSupportedException) {
      what = " lets nobody attach (" + message + "): start it with -javaagent";
    } else {
      what =
          " cannot be reached ("
              + message
              + "): see that it runs, and that this command is run by the same user, with the same"
              + " temporary folder";
    }
    return new UnreachableJvm("JVM " + pid() + what);
  }

  private static Throwable rootCause(Throwable fault) {
    Throwable cause = fault;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The jar that this class is from. */
  private static File agentJar() {
    try {
      return new File(RunningJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
