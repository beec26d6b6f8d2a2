package io.geminiquota.agent.core.link;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The dispatcher as it is written. {@link Dispatcher} defines a copy of it under its real name, so
 * it must use nothing but {@code java.base}.
 *
 * <p>Whatever fails, a call site is linked to do nothing and return null, zero or false, which in
 * all woven code means: go on as without us. It throws only what the application is about to meet
 * anyway, because its stack or its memory is used up: what is linked is linked for good, and the
 * place is to be linked when there is room again.
 */
public final class DispatcherTemplate {

  private static volatile @Nullable MethodHandle linker;

  private DispatcherTemplate() {}

  /** Connects the agent; only the first one counts. */
  public static void connect(MethodHandle first) {
    if (linker == null) {
      linker = first;
    }
  }

  /** The bootstrap method of all woven code. */
  public static CallSite bootstrap(
      MethodHandles.Lookup caller, String name, MethodType type, String advice) {
    try {
      MethodHandle connected = linker;
      if (connected != null) {
        MethodHandle target = (MethodHandle) connected.invokeExact(caller, name, type, advice);
        if (target != null) {
          return new ConstantCallSite(target);
        }
      }
    } catch (StackOverflowError | OutOfMemoryError noRoom) {
      throw noRoom;
    } catch (Throwable fault) {
      // Told by the linker itself; here there is nobody to tell.
    }
    return new ConstantCallSite(MethodHandles.empty(type));
  }
}
