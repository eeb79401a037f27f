package io.voxledger.jobs;

import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/** The newest published run, as far as this one goes on from it. */
final class RunBefore {
  private final Optional<Row> row;
  private final RunContext run;

  /**
   * @param row of the newest run in {@code run}; empty in a new warehouse
   * @param run the one that goes on
   */
  RunBefore(Optional<Row> row, RunContext run) {
    this.row = row;
    this.run = run;
  }

  /** What earlier runs left to do; every run hands on what it does not do itself. */
  Touched left() {
    return row.map(before -> Touched.ofLines(before.getList(before.fieldIndex("touched"))))
        .orElseGet(Touched::nothing);
  }

  /** Whether it compared bills as of its day, and nothing came since. */
  boolean isCompared() {
    return left().isEmpty() && !left().dayPassed();
  }

  /** Whether periods were last judged as of another day; runs in between may have judged none. */
  boolean wasOfAnotherDay() {
    return left().dayPassed()
        || row.filter(before -> !before.getAs("logical_date").equals(run.logicalDate()))
            .isPresent();
  }

  /** Whether sessions were settled with other settings. */
  boolean hadOtherMoneySettings() {
    return isOther("settings_hash", run.settings().moneyHash(), Function.identity());
  }

  /** Whether months were added up with other plans, budgets, tolerances or lags. */
  boolean hadOtherMonthSettings() {
    return isOther("months_hash", run.settings().monthsHash(), Function.identity());
  }

  /** Whether bills were compared with other tolerances or lags. */
  boolean hadOtherTerms() {
    return isOther("months_hash", run.settings().monthsHash(), RunBefore::terms);
  }

  /** The settings that sessions are settled with after this run. */
  String moneyHash(boolean isSettled) {
    return isSettled || row.isEmpty()
        ? run.settings().moneyHash()
        : row.get().getAs("settings_hash");
  }

  /** The settings that months are added up with after this run. */
  String monthsHash(boolean isAddedUp) {
    return isAddedUp || row.isEmpty()
        ? run.settings().monthsHash()
        : row.get().getAs("months_hash");
  }

  private boolean isOther(String column, String now, Function<String, String> part) {
    return row.map(before -> before.<String>getAs(column))
        .filter(then -> !part.apply(then).equals(part.apply(now)))
        .isPresent();
  }

  private static String terms(String monthsHash) {
    return monthsHash.substring(monthsHash.indexOf('-') + 1);
  }
}
