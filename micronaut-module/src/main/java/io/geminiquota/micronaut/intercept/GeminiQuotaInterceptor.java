package io.geminiquota.micronaut.intercept;

import io.geminiquota.annotations.MicronautAdvice;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.Scopes;
import io.geminiquota.micronaut.QuotaEngine;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.aop.InterceptPhase;
import io.micronaut.aop.InterceptedMethod;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.core.annotation.Internal;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.propagation.PropagatedContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Exactly one layer acts. A method without {@code model} has a scope, and its calls are met where
 * they are sent. A method with one is a call itself: {@link MethodCalls} carries it, and nothing
 * inside of it is met again.
 *
 * <p>Inside of caches, because what is cached needs no quota, and inside of {@code @Retryable}:
 * every attempt needs quota, and enters the scope anew on whatever thread it runs. Outside of
 * {@code @Async}, whose executor takes the scope along.
 */
@Internal
@Singleton
@InterceptorBean(MicronautAdvice.class)
@RequiresGeminiQuota
final class GeminiQuotaInterceptor implements MethodInterceptor<Object, Object> {

  private static final int ORDER = InterceptPhase.RETRY.getPosition() + 10;

  private final AnnotatedMethods methods;
  private final MethodCalls calls;
  private final Governor governor;
  private final Scopes scopes;
  private final ConversionService conversions;

  GeminiQuotaInterceptor(
      AnnotatedMethods methods,
      MethodCalls calls,
      QuotaEngine engine,
      ConversionService conversions) {
    this.methods = methods;
    this.calls = calls;
    this.governor = engine.governor();
    this.scopes = governor.scopes();
    this.conversions = conversions;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  public @Nullable Object intercept(MethodInvocationContext<Object, Object> context) {
    AnnotatedMethod method = methods.of(context.getExecutableMethod());
    Scope scope = scopes.entered(method.scope(governor));
    String model = scope.isCarried() ? null : method.model();
    if (method.kotlins()) {
      KotlinMethod kotlin = new KotlinMethod(context);
      return model == null
          ? kotlin.inScope(new ScopeElement(scopes, scope))
          : calls.carry(model, scope, kotlin, this);
    }
    InterceptedMethod intercepted = InterceptedMethod.of(context, conversions);
    try {
      if (model == null) {
        return inScope(new ScopeElement(scopes, scope), intercepted);
      }
      return calls.carry(model, scope, context.getReturnType().isSingleResult(), intercepted, this);
    } catch (Exception thrown) {
      return intercepted.handleException(thrown);
    }
  }

  private static @Nullable Object inScope(ScopeElement element, InterceptedMethod intercepted) {
    try (PropagatedContext.Scope ignored =
        PropagatedContext.getOrEmpty().plus(element).propagate()) {
      return switch (intercepted.resultType()) {
        case SYNCHRONOUS -> intercepted.interceptResult();
        case COMPLETION_STAGE ->
            intercepted.handleResult(intercepted.interceptResultAsCompletionStage());
        case PUBLISHER ->
            intercepted.handleResult(
                ScopedPublisher.of(intercepted.interceptResultAsPublisher(), element));
      };
    }
  }
}
