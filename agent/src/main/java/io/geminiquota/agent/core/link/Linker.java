package io.geminiquota.agent.core.link;

import io.geminiquota.agent.core.Log;
import io.geminiquota.agent.core.scope.MethodScopes;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Links each place of woven code, the first time it runs, to its advice: in the glue of the woven
 * class, or, where nothing is needed of the application, here in the core. Whatever an advice
 * throws stays here: the place goes on as without us.
 */
public final class Linker {

  private final Glue glue;
  private final MethodScopes scopes;
  private final Log log;

  public Linker(Glue glue, MethodScopes scopes, Log log) {
    this.glue = glue;
    this.scopes = scopes;
    this.log = log;
  }

  /** This linker as the dispatcher calls it. */
  public MethodHandle handle() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    return lookup.bind(
        this,
        "link",
        MethodType.methodType(
            MethodHandle.class,
            MethodHandles.Lookup.class,
            String.class,
            MethodType.class,
            String.class));
  }

  /**
   * The method of the advice that a place calls, or null if it is to do nothing.
   *
   * @param caller the woven class
   * @param name of the advice's method
   * @param type of the advice's method
   * @param advice the name of the advice's class, or what {@link MethodScopes} makes one of
   */
  @Nullable MethodHandle link(
      MethodHandles.Lookup caller, String name, MethodType type, String advice) {
    try {
      Object instance =
          MethodScopes.knows(advice)
              ? scopes.advice(advice)
              : glue.advice(caller.lookupClass(), advice);
      // With the advice's own eyes: its class loader must agree with the caller's on every type.
      return guarded(
          MethodHandles.privateLookupIn(instance.getClass(), MethodHandles.lookup())
              .bind(instance, name, type));
    } catch (StackOverflowError | OutOfMemoryError noRoom) {
      throw noRoom;
    } catch (Throwable fault) {
      log.fault(
          caller.lookupClass().getName() + " could not be linked, its calls are as without us",
          fault);
      return null;
    }
  }

  /**
   * The same advice, which does nothing where it would throw. Guarded with its types erased: the
   * JDK keeps what it makes for the types of a guard, and they are the application's.
   */
  private MethodHandle guarded(MethodHandle advice) throws ReflectiveOperationException {
    MethodHandle erased = advice.asType(advice.type().erase());
    MethodHandle report =
        MethodHandles.lookup()
            .bind(this, "report", MethodType.methodType(void.class, Throwable.class));
    MethodHandle instead =
        MethodHandles.foldArguments(
            MethodHandles.empty(MethodType.methodType(erased.type().returnType(), Throwable.class)),
            report);
    return MethodHandles.catchException(erased, Throwable.class, instead).asType(advice.type());
  }

  @SuppressWarnings("UnusedMethod") // by name
  private void report(Throwable fault) {
    try {
      log.fault("a call went on without us", fault);
    } catch (Throwable noRoom) {
      // For a line on stderr there is no stack or memory left; the application will meet that.
    }
  }
}
