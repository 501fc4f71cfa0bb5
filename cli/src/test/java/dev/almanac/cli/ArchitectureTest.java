package dev.almanac.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/** The arrows of the design: this module sees all others, so it is the one that can check them. */
final class ArchitectureTest {

  private static final String MODEL = "dev.almanac.ingest.model..";
  private static final String WAREHOUSE = "dev.almanac.warehouse..";
  private static final String ANALYSES = "dev.almanac.analyses..";
  private static final String REPORTS = "dev.almanac.reports..";
  private static final String CLI = "dev.almanac.cli..";

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.almanac");

  @Test
  void everyRoomIsLookedInto() {
    Set<String> rooms = new TreeSet<>();
    HOUSE.forEach(one -> rooms.add(one.getPackageName().split("\\.", -1)[2]));

    assertThat(rooms).contains("ingest", "warehouse", "analyses", "reports", "cli");
  }

  @Test
  void adaptersSeeTheirInterfaceAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.almanac.ingest..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(WAREHOUSE, ANALYSES, REPORTS, CLI)
        .check(HOUSE);
  }

  @Test
  void theAdapterInterfaceSeesNoAdapter() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.almanac.ingest", MODEL)
        .should()
        .dependOnClassesThat(isAdapter())
        .check(HOUSE);
  }

  @Test
  void theWarehouseSeesTheAdapterInterfaceAlone() {
    noClasses()
        .that()
        .resideInAPackage(WAREHOUSE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ANALYSES, REPORTS, CLI)
        .orShould()
        .dependOnClassesThat(isAdapter())
        .check(HOUSE);
  }

  @Test
  void analysesSeeTheWarehouseAlone() {
    noClasses()
        .that()
        .resideInAPackage(ANALYSES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.almanac.ingest..", REPORTS, CLI)
        .check(HOUSE);
  }

  @Test
  void reportsSeeAnalysesAndWarehouseAlone() {
    noClasses()
        .that()
        .resideInAPackage(REPORTS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.almanac.ingest..", CLI)
        .check(HOUSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.almanac.ingest.(*)..",
        "dev.almanac.analyses.(*)..",
        "dev.almanac.reports.(*)..",
        "dev.almanac.cli.(*)..",
        "dev.almanac.(*).."
      })
  void packagesFormNoCycles(String pattern) {
    slices().matching(pattern).should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void onlyTheCommandLineWritesToTheTerminal() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .and()
        .resideOutsideOfPackage("dev.almanac.bench..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(HOUSE);
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .callMethod(Throwable.class, "printStackTrace")
        .check(HOUSE);
  }

  @Test
  void kernelsKnowNoEngine() {
    noClasses()
        .that()
        .resideInAPackage(ANALYSES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "org.duckdb..", "org.apache.arrow..", "org.apache.iceberg..")
        .check(HOUSE);
  }

  @Test
  void theRoomsOfTheCommandLineKnowNoCommands() {
    noClasses()
        .that()
        .resideInAPackage("dev.almanac.cli.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.almanac.cli")
        .check(HOUSE);
  }

  @Test
  void aCommandIsKnownToItsOwnRoomAndToTheProgram() {
    classes()
        .that()
        .areAnnotatedWith(Command.class)
        .and()
        .resideOutsideOfPackage("dev.almanac.cli")
        .should(beUsedByTheirOwnRoomAlone())
        .check(HOUSE);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass one : HOUSE) {
      JavaPackage room = one.getPackage();
      if (!room.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(room.getName());
      }
    }

    assertThat(unmarked).isEmpty();
  }

  @Test
  void namesSayWhatThingsAre() {
    classes().should(haveNoEmptyName()).check(HOUSE);
  }

  private static DescribedPredicate<JavaClass> isAdapter() {
    return new DescribedPredicate<>("belong to an adapter") {
      @Override
      public boolean test(JavaClass one) {
        String room = one.getPackageName();
        return room.startsWith("dev.almanac.ingest.")
            && !room.startsWith("dev.almanac.ingest.model");
      }
    };
  }

  private static ArchCondition<JavaClass> beUsedByTheirOwnRoomAlone() {
    return new ArchCondition<>("be used by their own room and the program alone") {
      @Override
      public void check(JavaClass one, ConditionEvents events) {
        one.getDirectDependenciesToSelf().stream()
            .filter(use -> !use.getOriginClass().getPackage().equals(one.getPackage()))
            .filter(use -> !use.getOriginClass().getPackageName().equals("dev.almanac.cli"))
            .forEach(use -> events.add(SimpleConditionEvent.violated(one, use.getDescription())));
      }
    };
  }

  private static ArchCondition<JavaClass> haveNoEmptyName() {
    List<String> empty = List.of("Util", "Utils", "Helper", "Manager", "Impl", "Common");
    return new ArchCondition<>("not be called " + empty) {
      @Override
      public void check(JavaClass one, ConditionEvents events) {
        if (empty.stream().anyMatch(one.getSimpleName()::endsWith)) {
          events.add(SimpleConditionEvent.violated(one, one.getFullName()));
        }
      }
    };
  }
}
