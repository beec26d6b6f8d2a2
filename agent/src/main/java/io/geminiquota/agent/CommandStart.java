package io.geminiquota.agent;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Opens the command line, in a class loader of its own beside the core's, and runs it. */
public final class CommandStart {

  private static final int UNUSABLE = 2;

  private CommandStart() {}

  /**
   * Called by {@link Main}, by name.
   *
   * @param arguments the command and its options
   * @return the exit code
   */
  public static int run(String[] arguments) {
    File agentJar = null;
    try {
      agentJar =
          new File(CommandStart.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return (Integer)
          loader(new NestedJars(agentJar))
              .loadClass("io.geminiquota.agent.command.GeminiQuotaCommand")
              .getMethod("run", String[].class, String.class)
              .invoke(null, arguments, version());
    } catch (InvocationTargetException fault) {
      return say("failed (" + CoreStart.rootCause(fault) + "): please report this line");
    } catch (IOException | URISyntaxException | ReflectiveOperationException | LinkageError fault) {
      return say(
          "could not start from " + agentJar + " (" + fault + "): the jar is damaged, get it anew");
    }
  }

  private static ClassLoader loader(NestedJars jars) throws IOException {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    ClassLoader core =
        new NestedJarLoader(
            "core", jars.open("core"), new Neighbours(platform, platform, platform));
    return new NestedJarLoader(
        "command",
        jars.open("command"),
        new Neighbours(core, platform, ClassLoader.getSystemClassLoader()));
  }

  private static String version() {
    String version = CommandStart.class.getPackage().getImplementationVersion();
    return version == null ? "unknown version" : version;
  }

  private static int say(String line) {
    System.err.println("gemini-quota: the command line " + line);
    return UNUSABLE;
  }

  /**
   * Engine, Jackson and what reads settings come from the core, everything else that is not in the
   * jar from the JDK: its tools are where the application's classes are.
   */
  private static final class Neighbours implements NestedJarLoader.Neighbours {

    private final ClassLoader core;
    private final ClassLoader platform;
    private final ClassLoader tools;

    Neighbours(ClassLoader core, ClassLoader platform, ClassLoader tools) {
      this.core = core;
      this.platform = platform;
      this.tools = tools;
    }

    @Override
    public @Nullable ClassLoader of(String className) {
      if (className.startsWith("io.geminiquota.engine.")
          || className.startsWith("io.geminiquota.adapters.")
          || className.startsWith("io.geminiquota.agent.core.config.")
          || className.startsWith("com.fasterxml.jackson.")) {
        return core;
      }
      return className.startsWith("com.sun.tools.attach.") ? tools : platform;
    }
  }
}
