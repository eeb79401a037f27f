package io.voxledger.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps the packages in the order of the data, the core free of Spark, and money exact. */
class ArchitectureTest {
  private static final String ROOT = "io.voxledger.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.voxledger");

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  /** A package may import those that stand before it. */
  private static final List<String> ORDER =
      List.of(
          "money",
          "time",
          "measure",
          "screening",
          "yaml",
          "lake",
          "tables",
          "usage",
          "rates",
          "billed",
          "sources",
          "pricing",
          "costs",
          "reconciliation",
          "reports",
          "settings",
          "jobs");

  /** Packages that know Spark, besides those named {@code spark}. */
  private static final Set<String> LAKE = Set.of("lake", "tables", "jobs");

  private static final String[] NEAR_MONEY = {
    "io.voxledger.money..",
    "io.voxledger.measure..",
    "io.voxledger.rates..",
    "io.voxledger.pricing..",
    "io.voxledger.costs..",
    "io.voxledger.billed..",
    "io.voxledger.reconciliation..",
    "io.voxledger.usage.."
  };

  @Test
  void packages_import_only_what_stands_before_them() {
    check(classes().should(importOnlyWhatStandsBefore()));
  }

  @Test
  void packages_have_no_cycles() {
    check(slices().matching("io.voxledger.(**)").should().beFreeOfCycles());
  }

  @Test
  void nobody_imports_the_commands() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.voxledger.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.voxledger.jobs.."));
  }

  @Test
  void only_adapters_know_spark() {
    check(
        noClasses()
            .that(arePure())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "io.delta..", "scala.."));
  }

  @Test
  void the_core_knows_neither_adapters_nor_the_lake() {
    check(
        noClasses()
            .that(arePure())
            .should()
            .dependOnClassesThat(DescribedPredicate.not(arePure())));
  }

  @Test
  void readers_of_usage_and_of_bills_do_not_know_each_other() {
    check(slices().matching("io.voxledger.sources.(usage|bills)").should().notDependOnEachOther());
  }

  @Test
  void no_floating_point_is_near_money() {
    check(classes().that().resideInAnyPackage(NEAR_MONEY).should(declareNoFloatingPoint()));
  }

  @Test
  void no_decimal_is_made_of_or_turned_into_floating_point() {
    check(
        noClasses()
            .should()
            .callMethodWhere(isFloatingPointOf("java.math.BigDecimal"))
            .orShould()
            .callConstructorWhere(takesFloatingPoint()));
  }

  /** A kernel gets its time as an argument, others a {@code Clock}. */
  @Test
  void only_the_commands_read_the_clock() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.voxledger.jobs..")
            .should()
            .callMethodWhere(readsTheClock()));
  }

  /** It makes an empty schema of a record, and says nothing. */
  @Test
  void no_bean_encoder() {
    check(
        noClasses().should().callMethod(org.apache.spark.sql.Encoders.class, "bean", Class.class));
  }

  @Test
  void names_say_what_a_class_is_for() {
    check(
        noClasses().should().haveNameMatching(".*(Util|Helper|Manager|Impl$|Common|Processor).*"));
  }

  /** A rule that nothing can break says nothing. */
  @Test
  void the_rules_written_here_bite() {
    JavaClasses wrong = new ClassFileImporter().importClasses(Wrong.class);
    List.of(
            classes().should(declareNoFloatingPoint()),
            noClasses().should().callMethodWhere(isFloatingPointOf("java.math.BigDecimal")),
            noClasses().should().callConstructorWhere(takesFloatingPoint()),
            noClasses().should().callMethodWhere(readsTheClock()),
            noClasses()
                .that(arePure())
                .should()
                .dependOnClassesThat(DescribedPredicate.not(arePure())))
        .forEach(rule -> assertThat(rule.evaluate(wrong).hasViolation()).as("%s", rule).isTrue());
  }

  /** Everything that is forbidden. */
  @SuppressWarnings("unused")
  private static final class Wrong {
    private List<Map<String, Double[]>> prices;

    static String price(io.voxledger.lake.Column column) {
      BigDecimal price = new BigDecimal(Math.sqrt(2));
      return column + "" + price.doubleValue() + java.time.LocalDate.now(java.time.ZoneOffset.UTC);
    }
  }

  private static String topOf(JavaClass type) {
    String below = type.getPackageName().substring(ROOT.length());
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(ROOT);
  }

  private static boolean isAdapter(JavaClass type) {
    return type.getPackageName().endsWith(".spark");
  }

  private static DescribedPredicate<JavaClass> arePure() {
    return DescribedPredicate.describe(
        "are neither adapters nor of the lake",
        type -> !isOurs(type) || !isAdapter(type) && !LAKE.contains(topOf(type)));
  }

  private static ArchCondition<JavaClass> importOnlyWhatStandsBefore() {
    return new ArchCondition<>("import only what stands before them in " + ORDER) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        int own = ORDER.indexOf(topOf(type));
        if (own < 0) {
          events.add(
              SimpleConditionEvent.violated(type, type.getName() + " is in a package of no order"));
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (isOurs(target) && ORDER.indexOf(topOf(target)) > own) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> declareNoFloatingPoint() {
    return new ArchCondition<>("declare no field, parameter or result of floating point") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaField field : type.getFields()) {
          report(field.getType(), field.getFullName(), events);
        }
        for (JavaCodeUnit unit : type.getCodeUnits()) {
          Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
              .forEach(used -> report(used, unit.getFullName(), events));
        }
      }

      private void report(JavaType used, String where, ConditionEvents events) {
        used.getAllInvolvedRawTypes().stream()
            .filter(ArchitectureTest::isFloatingPoint)
            .forEach(
                raw ->
                    events.add(
                        SimpleConditionEvent.violated(raw, where + " uses " + raw.getName())));
      }
    };
  }

  private static boolean isFloatingPoint(JavaClass type) {
    JavaClass element = Optional.of(type).map(JavaClass::getBaseComponentType).orElseThrow();
    return Set.of("double", "float", "java.lang.Double", "java.lang.Float")
        .contains(element.getName());
  }

  private static DescribedPredicate<JavaMethodCall> isFloatingPointOf(String owner) {
    return DescribedPredicate.describe(
        "takes or gives floating point of " + owner,
        call ->
            call.getTargetOwner().getName().equals(owner)
                && (isFloatingPoint(call.getTarget().getRawReturnType())
                    || call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(ArchitectureTest::isFloatingPoint)));
  }

  private static DescribedPredicate<JavaConstructorCall> takesFloatingPoint() {
    return DescribedPredicate.describe(
        "makes a decimal of floating point",
        call ->
            call.getTargetOwner().getName().equals("java.math.BigDecimal")
                && call.getTarget().getRawParameterTypes().stream()
                    .anyMatch(ArchitectureTest::isFloatingPoint));
  }

  private static DescribedPredicate<JavaMethodCall> readsTheClock() {
    return DescribedPredicate.describe(
        "reads the clock",
        call -> {
          String owner = call.getTargetOwner().getName();
          boolean ofNow =
              owner.startsWith("java.time.")
                  && call.getName().equals("now")
                  && call.getTarget().getRawParameterTypes().stream()
                      .noneMatch(type -> type.getName().equals("java.time.Clock"));
          boolean ofSystem =
              owner.equals("java.lang.System")
                  && Set.of("currentTimeMillis", "nanoTime").contains(call.getName());
          boolean makesClock =
              owner.equals("java.time.Clock") && call.getName().startsWith("system");
          return ofNow || ofSystem || makesClock;
        });
  }
}
