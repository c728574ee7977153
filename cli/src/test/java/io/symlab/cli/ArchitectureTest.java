package io.symlab.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/**
 * The arrows between the rooms: actors -> model -> symbolic, actors -> proto, and none the other
 * way.
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
  static final ArchRule modelKnowsNoActorsAndNoWire =
      noClasses()
          .that()
          .resideInAPackage("io.symlab.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.symlab.actors..", "io.symlab.proto..", "akka..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule protoKnowsNothing =
      noClasses()
          .that()
          .resideInAPackage("io.symlab.proto..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.symlab.actors..", "io.symlab.model..", "io.symlab.symbolic..");

  @ArchTest
  static final ArchRule tensorsStayInTheModel =
      noClasses()
          .that()
          .resideInAPackage("io.symlab.actors..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule modelPackagesHaveNoCycles =
      slices().matching("io.symlab.model.(*)..").should().beFreeOfCycles();

  /** The engine itself is a package, too, beside those that are below and above it. */
  @ArchTest
  static final ArchRule symbolicPackagesHaveNoCycles =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                  String room = type.getPackageName();
                  return room.startsWith("io.symlab.symbolic")
                      ? SliceIdentifier.of(room)
                      : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                  return "packages of symbolic";
                }
              })
          .should()
          .beFreeOfCycles();
}
