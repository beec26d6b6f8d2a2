package io.geminiquota.adapters;

import io.geminiquota.engine.Scope;
import io.geminiquota.engine.Scopes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts threads into scopes, and never throws: what goes wrong with that is reported, and leaves the
 * thread where it is.
 */
public final class GuardedScopes {

  private static final Inside UNCHANGED = () -> {};

  private final Scopes scopes;
  private final Consumer<Throwable> faults;

  /** Until it is closed, the thread that made it is in another scope. */
  public interface Inside extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param scopes of the engine
   * @param faults is told what the engine throws
   */
  public GuardedScopes(Scopes scopes, Consumer<Throwable> faults) {
    this.scopes = scopes;
    this.faults = faults;
  }

  /**
   * Puts the current thread into a scope.
   *
   * @param scope null for none
   */
  public Inside inside(@Nullable Scope scope) {
    try {
      Scope around = scopes.change(scope);
      return () -> back(around);
    } catch (Throwable fault) {
      faults.accept(fault);
      return UNCHANGED;
    }
  }

  private void back(@Nullable Scope around) {
    try {
      Scope unused = scopes.change(around);
    } catch (Throwable fault) {
      faults.accept(fault);
    }
  }
}
