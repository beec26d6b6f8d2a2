package io.geminiquota.benchmarks.annotation;

import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import org.jspecify.annotations.Nullable;

/** Goes on at once. */
@InterceptorBean(Passed.class)
final class PassingInterceptor implements MethodInterceptor<Object, Object> {

  @Override
  public @Nullable Object intercept(MethodInvocationContext<Object, Object> context) {
    return context.proceed();
  }
}
