package io.geminiquota.micronaut.intercept;

import io.geminiquota.annotations.GeminiQuota;
import io.geminiquota.annotations.MicronautAdvice;
import io.geminiquota.engine.policy.MethodPolicy;
import io.geminiquota.engine.policy.MethodPolicyReader;
import io.geminiquota.micronaut.RequiresGeminiQuota;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.context.processor.ExecutableMethodProcessor;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.core.annotation.Internal;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the annotations of all beans when the context starts, so that it does not start with a
 * wrong one; what was read is kept for the calls.
 */
@Internal
@Context
@RequiresGeminiQuota
final class AnnotatedMethods implements ExecutableMethodProcessor<MicronautAdvice> {

  private static final String KOTLINS_FLOW = "kotlinx.coroutines.flow.Flow";

  private final Environment environment;
  private final Map<ExecutableMethod<?, ?>, AnnotatedMethod> known = new ConcurrentHashMap<>();

  AnnotatedMethods(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void process(BeanDefinition<?> beanDefinition, ExecutableMethod<?, ?> method) {
    of(method);
  }

  AnnotatedMethod of(ExecutableMethod<?, ?> method) {
    AnnotatedMethod found = known.get(method);
    return found == null ? known.computeIfAbsent(method, this::read) : found;
  }

  private AnnotatedMethod read(ExecutableMethod<?, ?> method) {
    AnnotationMetadata metadata = method.getAnnotationMetadata();
    AnnotationValue<GeminiQuota> own =
        metadata.getDeclaredMetadata().getAnnotation(GeminiQuota.class);
    AnnotationValue<GeminiQuota> annotation =
        own == null ? metadata.getAnnotation(GeminiQuota.class) : own;
    if (annotation == null) {
      throw new IllegalStateException("no @GeminiQuota on " + method);
    }
    String type = method.getDeclaringType().getName();
    String place = own != null ? type + "." + signature(method) : type;
    boolean kotlins =
        method.isSuspend() || method.getReturnType().getType().getName().equals(KOTLINS_FLOW);
    return new AnnotatedMethod(policy(place, annotation), kotlins);
  }

  private MethodPolicy policy(String place, AnnotationValue<GeminiQuota> annotation) {
    Map<String, String> written = new TreeMap<>();
    annotation.getValues().forEach((name, value) -> written.put(name.toString(), text(value)));
    Map<String, String> values = new HashMap<>();
    try {
      written.forEach(
          (element, value) ->
              values.put(
                  element,
                  environment.getPlaceholderResolver().resolveRequiredPlaceholders(value)));
      return MethodPolicyReader.require(place, values);
    } catch (ConfigurationException unresolved) {
      throw new ConfigurationException(
          "Gemini Quota: @GeminiQuota of " + place + ": " + unresolved.getMessage(), unresolved);
    } catch (IllegalArgumentException wrong) {
      throw new ConfigurationException(
          "Gemini Quota: " + wrong.getMessage() + placeholders(written), wrong);
    }
  }

  /** A list as it is written in settings: with commas between its parts. */
  private static String text(Object value) {
    return value instanceof Object[] parts
        ? Stream.of(parts).map(String::valueOf).collect(Collectors.joining(","))
        : value.toString();
  }

  /** Where to look for values that do not stand in the annotation itself. */
  private static String placeholders(Map<String, String> written) {
    String placeholders =
        written.entrySet().stream()
            .filter(element -> element.getValue().contains("${"))
            .map(element -> element.getKey() + " = " + element.getValue())
            .collect(Collectors.joining(", "));
    return placeholders.isEmpty() ? "" : "; written there: " + placeholders;
  }

  private static String signature(ExecutableMethod<?, ?> method) {
    return Stream.of(method.getArguments())
        .map(Argument::getType)
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", method.getMethodName() + "(", ")"));
  }
}
