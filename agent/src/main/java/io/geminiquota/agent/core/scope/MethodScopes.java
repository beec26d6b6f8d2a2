package io.geminiquota.agent.core.scope;

import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.policy.MethodPolicyReader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the scope of each annotation, once for a JVM, when the first method runs that it holds for.
 * What is wrong with an annotation is told then. Nothing here belongs to the application, so an
 * application that is started anew goes on with the budgets that it had.
 */
public final class MethodScopes {

  /** The advice of code that hands something to the JVM's common pool. */
  public static final String POOL = "@GeminiQuota of the caller";

  private final Governor governor;
  private final PoolAdvice pool;
  private final Log log;
  private final Map<String, ScopeAdvice> annotations = new ConcurrentHashMap<>();

  /**
   * @param governor keeps the budgets
   * @param log is told what is wrong with an annotation
   */
  public MethodScopes(Governor governor, Log log) {
    this.governor = governor;
    this.pool = new PoolAdvice(governor.scopes());
    this.log = log;
  }

  /** Whether the advice of a woven place is made here. */
  public static boolean knows(String advice) {
    return advice.equals(POOL) || QuotaAnnotation.isText(advice);
  }

  /**
   * What a woven place calls.
   *
   * @param advice {@link #POOL}, or the text of a {@link QuotaAnnotation}
   */
  public Object advice(String advice) {
    return advice.equals(POOL) ? pool : annotations.computeIfAbsent(advice, this::scope);
  }

  private ScopeAdvice scope(String text) {
    QuotaAnnotation annotation = QuotaAnnotation.of(text);
    MethodPolicyReader.Result read =
        MethodPolicyReader.read(annotation.place(), annotation.values());
    for (String problem : read.problems()) {
      log.line(problem);
    }
    return new ScopeAdvice(governor.scopes(), governor.scope(read.policy()), log);
  }
}
