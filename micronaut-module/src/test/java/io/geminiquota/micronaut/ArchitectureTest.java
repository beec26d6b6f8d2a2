package io.geminiquota.micronaut;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.geminiquota.annotations.MicronautAdvice;

/** Holds the arrows of docs/architecture.md that lead to this module; the agent's holds its own. */
@AnalyzeClasses(packages = "io.geminiquota", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule nobodyKnowsTheModule =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.geminiquota..")
          .layer("annotations")
          .definedBy("io.geminiquota.annotations..")
          .layer("engine")
          .definedBy("io.geminiquota.engine..")
          .layer("adapters")
          .definedBy("io.geminiquota.adapters..")
          .layer("cluster-redis")
          .definedBy("io.geminiquota.cluster.redis..")
          .layer("micronaut")
          .definedBy("io.geminiquota.micronaut..")
          .whereLayer("micronaut")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cluster-redis")
          .mayOnlyBeAccessedByLayers("micronaut")
          .whereLayer("adapters")
          .mayOnlyBeAccessedByLayers("micronaut")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("adapters", "cluster-redis", "micronaut");

  @ArchTest
  static final ArchRule micronautIsKnownHereOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.geminiquota.micronaut..", "io.geminiquota.cluster.redis..")
          .and()
          .doNotBelongToAnyOf(MicronautAdvice.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micronaut..", "reactor..", "kotlinx..");

  @ArchTest
  static final ArchRule whatIsRunByAnApplicationKnowsNothingOfItsCompiler =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.micronaut.inject.visitor..");

  @ArchTest
  static final ArchRule onlyTheClientsPackageKnowsTheSdkAndOkHttp =
      noClasses()
          .that()
          .resideInAnyPackage("io.geminiquota.micronaut", "io.geminiquota.micronaut.intercept..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.genai..", "okhttp3..");

  @ArchTest
  static final ArchRule onlyTheMetersKnowMicrometer =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.geminiquota.micronaut.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.micronaut.configuration.metrics..");

  @ArchTest
  static final ArchRule onlyTheClusterKnowsLettuce =
      noClasses()
          .that()
          .resideInAPackage("io.geminiquota.micronaut..")
          .and()
          .resideOutsideOfPackage("io.geminiquota.micronaut.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.lettuce..", "io.geminiquota.cluster.redis..");

  @ArchTest
  static final ArchRule onlyTheSpansKnowOpenTelemetry =
      noClasses()
          .that()
          .resideInAPackage("io.geminiquota.micronaut..")
          .and()
          .resideOutsideOfPackage("io.geminiquota.micronaut.tracing..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule onlyHealthAndTheEndpointKnowTheManagement =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.geminiquota.micronaut.health..", "io.geminiquota.micronaut.endpoint..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micronaut.management..", "io.micronaut.health..");
}
