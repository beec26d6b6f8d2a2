package io.geminiquota.micronaut.processor;

import io.micronaut.aop.InterceptorKind;
import io.micronaut.core.annotation.AnnotationClassValue;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.inject.annotation.NamedAnnotationTransformer;
import io.micronaut.inject.visitor.VisitorContext;
import java.lang.annotation.Annotation;
import java.util.List;

/**
 * Makes {@code @GeminiQuota} advice of methods, as if it were annotated with Micronaut's
 * {@code @Around}: it cannot be, because it depends on nothing. What is annotated is also read when
 * the application starts, so that a wrong value is told then and not by the first call.
 */
public final class GeminiQuotaTransformer implements NamedAnnotationTransformer {

  private static final String GEMINI_QUOTA = "io.geminiquota.annotations.GeminiQuota";

  /** Made by Micronaut's annotation processor. */
  public GeminiQuotaTransformer() {}

  @Override
  public String getName() {
    return GEMINI_QUOTA;
  }

  @Override
  public List<AnnotationValue<?>> transform(
      AnnotationValue<Annotation> annotation, VisitorContext visitorContext) {
    return List.of(
        annotation
            .mutate()
            .stereotype(AnnotationValue.builder("io.micronaut.aop.Around").build())
            .stereotype(
                AnnotationValue.builder("io.micronaut.aop.InterceptorBinding")
                    .member("value", new AnnotationClassValue<>(GEMINI_QUOTA))
                    .member("kind", InterceptorKind.AROUND)
                    .build())
            .stereotype(
                AnnotationValue.builder("io.micronaut.context.annotation.Executable")
                    .member("processOnStartup", true)
                    .build())
            .build());
  }
}
