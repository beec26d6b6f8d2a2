package com.example.witness;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An agent, to stand on the command line on both sides of another one: sees every class file before
 * that one and after it.
 */
public final class Witness {

  private static final Map<String, Integer> BEFORE = new ConcurrentHashMap<>();
  private static final SortedSet<String> CHANGED = new TreeSet<>();

  private static @Nullable Instrumentation instrumentation;

  private Witness() {}

  public static void premain(String place, Instrumentation given) {
    instrumentation = given;
    if (place.equals("before")) {
      given.addTransformer(new Before());
    } else {
      // The JVM asks these last.
      given.addTransformer(new After(), true);
    }
  }

  /** The classes that came out otherwise than they went in. */
  static synchronized SortedSet<String> changed() {
    return new TreeSet<>(CHANGED);
  }

  static int seen() {
    return BEFORE.size();
  }

  static Instrumentation instrumentation() {
    if (instrumentation == null) {
      throw new IllegalStateException("not on the command line");
    }
    return instrumentation;
  }

  private static synchronized void compare(String name, int before, int after) {
    if (before != after) {
      CHANGED.add(name);
    }
  }

  private static final class Before implements ClassFileTransformer {

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      if (name != null && redefined == null) {
        BEFORE.put(name, Arrays.hashCode(classFile));
      }
      return null;
    }
  }

  private static final class After implements ClassFileTransformer {

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      Integer before = name == null ? null : BEFORE.get(name);
      if (name != null && before != null) {
        compare(name, before, Arrays.hashCode(classFile));
      }
      return null;
    }
  }
}
