package com.example;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The ways in which an application calls a model, tried one after the other. Two lines are printed
 * of each: {@code model=OK answer}, or the exception and its message instead; and {@code
 * model.ms=duration}.
 */
final class Ways {

  private final Map<String, Way> ways = new HashMap<>();

  Ways with(String name, Way way) {
    ways.put(name, way);
    return this;
  }

  /**
   * Tries ways, and ends the JVM: libraries keep threads for a while.
   *
   * @param arguments pairs, from the second on: the name of a way, and the model that it calls
   */
  void run(String[] arguments) {
    for (int i = 1; i < arguments.length; i += 2) {
      report(arguments[i + 1], ways.get(arguments[i]));
    }
    Runtime.getRuntime().halt(0);
  }

  private static void report(String model, Way way) {
    long start = System.nanoTime();
    String result;
    try {
      result = "OK " + way.call(model);
    } catch (ExecutionException | CompletionException e) {
      result = describe(e.getCause());
    } catch (Exception e) {
      result = describe(e);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    System.out.println(model + "=" + result.replaceAll("\\R", " "));
    System.out.println(model + ".ms=" + millis);
  }

  /** With its causes: frameworks wrap what the client threw. */
  private static String describe(Throwable thrown) {
    String description = thrown.getClass().getName() + ": " + thrown.getMessage();
    Throwable cause = thrown.getCause();
    return cause == null ? description : description + "; caused by " + describe(cause);
  }

  /** A way to call a model. */
  interface Way {

    /** What came of it. */
    String call(String model) throws Exception;
  }
}
