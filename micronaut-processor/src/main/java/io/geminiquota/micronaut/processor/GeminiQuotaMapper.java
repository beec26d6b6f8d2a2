package io.geminiquota.micronaut.processor;

import io.micronaut.aop.InterceptorKind;
import io.micronaut.core.annotation.AnnotationClassValue;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.inject.annotation.NamedAnnotationMapper;
import io.micronaut.inject.visitor.VisitorContext;
import java.lang.annotation.Annotation;
import java.util.List;

/**
 * Makes {@code @GeminiQuota} advice of methods, as if it were annotated with Micronaut's
 * {@code @Around}: it cannot be, because it depends on nothing. What is annotated is also read when
 * the application starts, so that a wrong value is told then and not by the first call.
 */
public final class GeminiQuotaMapper implements NamedAnnotationMapper {

  private static final String GEMINI_QUOTA = "io.geminiquota.annotations.GeminiQuota";

  /** Made by Micronaut's annotation processor. */
  public GeminiQuotaMapper() {}

  @Override
  public String getName() {
    return GEMINI_QUOTA;
  }

  @Override
  public List<AnnotationValue<?>> map(
      AnnotationValue<Annotation> annotation, VisitorContext visitorContext) {
    return List.of(
        AnnotationValue.builder("io.micronaut.aop.Around").build(),
        AnnotationValue.builder("io.micronaut.aop.InterceptorBinding")
            .member("value", new AnnotationClassValue<>(GEMINI_QUOTA))
            .member("kind", InterceptorKind.AROUND)
            .build(),
        AnnotationValue.builder("io.micronaut.context.annotation.Executable")
            .member("processOnStartup", true)
            .build());
  }
}
