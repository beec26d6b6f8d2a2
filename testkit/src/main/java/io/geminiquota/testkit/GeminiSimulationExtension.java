package io.geminiquota.testkit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts a simulator when a test first asks for it; Jupiter closes it with the test. */
final class GeminiSimulationExtension implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(GeminiSimulationExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == GeminiSimulator.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "a GeminiSimulator lives for one test method: take it in the method, in @BeforeEach or in"
              + " @AfterEach, not in a constructor or in @BeforeAll");
    }
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            GeminiSimulator.class, type -> start(simulation(context)), GeminiSimulator.class);
  }

  private static GeminiSimulation simulation(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), GeminiSimulation.class)
        .or(() -> onClass(Optional.of(context)))
        .orElseThrow(
            () -> new ParameterResolutionException("@GeminiSimulation is missing on the test"));
  }

  /** From the innermost class outward. */
  private static Optional<GeminiSimulation> onClass(Optional<ExtensionContext> context) {
    return context.flatMap(
        here ->
            here.getTestClass()
                .flatMap(type -> AnnotationSupport.findAnnotation(type, GeminiSimulation.class))
                .or(() -> onClass(here.getParent())));
  }

  private static GeminiSimulator start(GeminiSimulation simulation) {
    Notation.Span latency = Notation.span(simulation.latency());
    GeminiSimulator.Builder builder =
        GeminiSimulator.builder()
            .limits(limits(simulation))
            .minute(Notation.duration(simulation.minute()))
            .windows(simulation.windows())
            .rejectedRequests(simulation.rejectedRequests())
            .tier(simulation.tier())
            .latency(latency.min(), latency.max())
            .unavailableShare(simulation.unavailableShare())
            .seed(simulation.seed());
    if (!simulation.day().isEmpty()) {
      builder.day(Notation.duration(simulation.day()));
    }
    return builder.start();
  }

  private static QuotaLimits limits(GeminiSimulation simulation) {
    QuotaLimits limits = QuotaLimits.none();
    limits = with(limits, "rpm", simulation.rpm());
    limits = with(limits, "tpm", simulation.tpm());
    limits = with(limits, "rpd", simulation.rpd());
    limits = with(limits, "ipm", simulation.ipm());
    return with(limits, "concurrency", simulation.concurrency());
  }

  private static QuotaLimits with(QuotaLimits limits, String name, long value) {
    return value == GeminiSimulation.UNLIMITED ? limits : Notation.withLimit(limits, name, value);
  }
}
