package io.geminiquota.engine;

import io.geminiquota.engine.limit.QuotaGate;
import io.geminiquota.engine.policy.MethodPolicy;
import io.geminiquota.engine.policy.QuotaPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the Gemini calls made inside an annotated method, and inside whatever it calls:
 * its own policy where it has one, else that of the scope around it; its own budget, and those of
 * the scopes around it. Immutable; {@link Governor#scope} makes them.
 */
public final class Scope {

  private final MethodPolicy policy;
  private final @Nullable QuotaGate budget;
  private final @Nullable Scope outer;
  private final boolean carried;

  Scope(MethodPolicy policy, @Nullable QuotaGate budget, @Nullable Scope outer, boolean carried) {
    this.policy = policy;
    this.budget = budget;
    this.outer = outer;
    this.carried = carried;
  }

  /**
   * The same for the inside of a method that is itself carried as a call: what it sends was
   * admitted with it, and is not to be met once more.
   */
  public Scope carried() {
    return new Scope(policy, budget, outer, true);
  }

  /** Whether what is sent here belongs to a call that is carried already. */
  public boolean isCarried() {
    return carried || (outer != null && outer.isCarried());
  }

  /** This scope inside of another; what it was inside of does not count any more. */
  Scope inside(@Nullable Scope around) {
    return around == outer ? this : new Scope(policy, budget, around, carried);
  }

  /** Whether it is the scope of the same method, inside of whatever. */
  boolean isOf(Scope method) {
    return policy.equals(method.policy) && budget == method.budget;
  }

  /** What is wanted for a call made here. */
  QuotaPolicy policy(QuotaPolicy withoutScopes) {
    QuotaPolicy around = outer == null ? withoutScopes : outer.policy(withoutScopes);
    return around.in(policy);
  }

  /** The budgets of a call made here, the outermost first; each once, however often it is here. */
  List<QuotaGate> budgets() {
    List<QuotaGate> budgets = outer == null ? new ArrayList<>() : outer.budgets();
    if (budget != null && !budgets.contains(budget)) {
      budgets.add(budget);
    }
    return budgets;
  }
}
