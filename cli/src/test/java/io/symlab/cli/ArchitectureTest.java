package io.symlab.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The arrows between the rooms: cli -> page -> actors -> experiment -> model -> symbolic, cli and
 * actors -> proto, and none the other way; who may know Akka, Protobuf and tensors; and no two
 * packages that need each other.
 */
@AnalyzeClasses(packages = "io.symlab", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule symbolicIsPlainJava =
      classes()
          .that()
          .resideInAPackage("io.symlab.symbolic..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.symlab.symbolic..", "java..", "jdk.incubator.vector..");

  @ArchTest
  static final ArchRule protoKnowsNothing =
      noClasses()
          .that()
          .resideInAPackage("io.symlab.proto..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.symlab.cli..",
              "io.symlab.actors..",
              "io.symlab.experiment..",
              "io.symlab.model..",
              "io.symlab.symbolic..");

  @ArchTest
  static final ArchRule modelKnowsNoExperiments =
      noClasses()
          .that()
          .resideInAPackage("io.symlab.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.symlab.cli..", "io.symlab.actors..", "io.symlab.experiment..");

  @ArchTest
  static final ArchRule experimentKnowsNoLab =
      noClasses()
          .that()
          .resideInAPackage("io.symlab.experiment..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.symlab.cli..", "io.symlab.actors..");

  @ArchTest
  static final ArchRule actorsKnowNoCommandLine =
      noClasses()
          .that()
          .resideInAPackage("io.symlab.actors..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.symlab.cli..", "picocli..");

  @ArchTest
  static final ArchRule akkaStaysWhereActorsLive =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.symlab.actors..", "io.symlab.page..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("akka..");

  /** So that a lab without a page loads nothing of it. */
  @ArchTest
  static final ArchRule onlyThePageSpeaksHttp =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.symlab.page..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("akka.http..", "io.micrometer..");

  @ArchTest
  static final ArchRule theLabKnowsNoPage =
      noClasses()
          .that()
          .resideInAPackage("io.symlab.actors..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.symlab.page..");

  /** What a client loads must be little: it lives for a moment. */
  @ArchTest
  static final ArchRule theDoorTakesNothingAlong =
      classes()
          .that()
          .resideInAnyPackage("io.symlab.door..", "io.symlab.keeper..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.symlab.door..",
              "io.symlab.keeper..",
              "io.symlab.proto..",
              "io.symlab.experiment",
              "com.google.protobuf..",
              "java..",
              "jdk.net..");

  @ArchTest
  static final ArchRule messagesStayWhereTheyAreSaid =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.symlab.proto..",
              "io.symlab.actors..",
              "io.symlab.page..",
              "io.symlab.cli..",
              "io.symlab.door..",
              "io.symlab.keeper..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.symlab.proto..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule tensorsStayInTheModel =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.symlab.model..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  /** The lab is asked by its door and does not know it; a trial does not know who began it. */
  @ArchTest
  static final ArchRule nobodyKnowsWhoAsks =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.symlab.actors.lab..", "io.symlab.actors.trial..", "io.symlab.actors.pool..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.symlab.actors.endpoint..", "io.symlab.actors.wire..");

  @ArchTest
  static final ArchRule noTwoPackagesNeedEachOther =
      slices().matching("io.symlab.(**)").should().beFreeOfCycles();
}
