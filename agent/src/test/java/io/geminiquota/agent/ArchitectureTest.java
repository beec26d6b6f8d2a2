package io.geminiquota.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.geminiquota.annotations.MicronautAdvice;

/** Holds the arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "io.geminiquota", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule arrowsBetweenModulesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.geminiquota..")
          .layer("annotations")
          .definedBy("io.geminiquota.annotations..")
          .layer("engine")
          .definedBy("io.geminiquota.engine..")
          .layer("adapters")
          .definedBy("io.geminiquota.adapters..")
          .layer("agent")
          .definedBy("io.geminiquota.agent..")
          .layer("testkit")
          .definedBy("io.geminiquota.testkit..")
          .whereLayer("agent")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("testkit")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("adapters")
          .mayOnlyBeAccessedByLayers("agent")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("adapters", "agent")
          .whereLayer("annotations")
          .mayOnlyBeAccessedByLayers("engine", "adapters", "agent")
          .whereLayer("testkit")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule theAnnotationsDependOnNothing =
      classes()
          .that()
          .resideInAPackage("io.geminiquota.annotations..")
          .and()
          .doNotBelongToAnyOf(MicronautAdvice.class)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.geminiquota.annotations..", "java.lang..", "org.jspecify..");

  @ArchTest
  static final ArchRule theEngineKnowsNoClientNoBytecodeNoFrameworkAndNoTelemetry =
      classes()
          .that()
          .resideInAPackage("io.geminiquota.engine..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.geminiquota.engine..",
              "io.geminiquota.annotations..",
              "com.fasterxml.jackson.core..",
              "org.jspecify..",
              "java..",
              "javax.net.ssl..");

  @ArchTest
  static final ArchRule theEngineNeverWaitsSendsOrLogs =
      noClasses()
          .that()
          .resideInAPackage("io.geminiquota.engine..")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "java.util.logging..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.util.concurrent.ExecutorService.class,
              java.util.concurrent.locks.LockSupport.class,
              java.util.concurrent.locks.Condition.class,
              java.net.Socket.class,
              java.nio.file.Files.class,
              java.io.File.class,
              java.nio.channels.FileChannel.class);

  @ArchTest
  static final ArchRule timeComesThroughTheTimeSource =
      noClasses()
          .that()
          .resideInAPackage("io.geminiquota.engine..")
          .and()
          .doNotHaveSimpleName("SystemTimeSource")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule theCommandsKnowTheClassifierAndNothingElseOfOurs =
      classes()
          .that()
          .resideInAPackage("io.geminiquota.agent.explain..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.geminiquota.agent.explain..",
              "io.geminiquota.engine.classify..",
              "com.fasterxml.jackson.core..",
              "picocli..",
              "org.jspecify..",
              "java..");

  @ArchTest
  static final ArchRule theAgentKnowsNothingOfTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.geminiquota.agent.attach..",
              "io.geminiquota.agent.command..",
              "io.geminiquota.agent.explain..",
              "io.geminiquota.agent.plan..",
              "io.geminiquota.testkit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.geminiquota.agent.attach..",
              "io.geminiquota.agent.command..",
              "io.geminiquota.agent.explain..",
              "io.geminiquota.agent.plan..",
              "net.bytebuddy.agent..",
              "picocli..");

  @ArchTest
  static final ArchRule byteBuddyLivesInTheAgentOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.geminiquota.agent..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.bytebuddy..");

  @ArchTest
  static final ArchRule okHttpIsKnownToItsAdapterOnly =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.geminiquota.adapters.cluster..",
              "io.geminiquota.adapters.desk..",
              "io.geminiquota.adapters.langchain4j..",
              "io.geminiquota.adapters.ledger..",
              "io.geminiquota.adapters.log..",
              "io.geminiquota.adapters.machine..",
              "io.geminiquota.adapters.pace..",
              "io.geminiquota.adapters.opentelemetry..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("okhttp3..", "okio..");

  @ArchTest
  static final ArchRule openTelemetryIsKnownToItsAdapterOnly =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.geminiquota.adapters.cluster..",
              "io.geminiquota.adapters.desk..",
              "io.geminiquota.adapters.ledger..",
              "io.geminiquota.adapters.log..",
              "io.geminiquota.adapters.machine..",
              "io.geminiquota.adapters.pace..",
              "io.geminiquota.adapters.langchain4j..",
              "io.geminiquota.adapters.okhttp..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule langChain4jIsKnownToItsAdapterOnly =
      noClasses()
          .that()
          .resideInAPackage("io.geminiquota.adapters..")
          .and()
          .resideOutsideOfPackage("io.geminiquota.adapters.langchain4j..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.langchain4j..");

  @ArchTest
  static final ArchRule classificationStandsOnItsOwn =
      noClasses()
          .that()
          .resideInAPackage("io.geminiquota.engine.classify..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.geminiquota.engine",
              "io.geminiquota.engine.limit..",
              "io.geminiquota.engine.retry..",
              "io.geminiquota.engine.route..",
              "io.geminiquota.engine.policy..",
              "io.geminiquota.engine.observe..");

  @ArchTest
  static final ArchRule theAdaptersKnowNothingOfEachOther =
      slices().matching("io.geminiquota.adapters.(*)..").should().notDependOnEachOther();
}
