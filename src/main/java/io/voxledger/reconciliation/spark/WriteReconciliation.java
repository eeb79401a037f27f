package io.voxledger.reconciliation.spark;

import static io.voxledger.reconciliation.ComparedMonths.monthOf;

import io.voxledger.billed.SettledBills;
import io.voxledger.lake.AtOnce;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.reconciliation.ComparedMonths;
import io.voxledger.reconciliation.DailyCost;
import io.voxledger.reconciliation.Decisions;
import io.voxledger.reconciliation.PeriodSides;
import io.voxledger.reconciliation.PeriodTotal;
import io.voxledger.reconciliation.ReconcileBills;
import io.voxledger.reconciliation.ReconcileTerms;
import io.voxledger.reconciliation.ReconciledPeriod;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.RowKey;
import io.voxledger.reconciliation.causes.ExplainVariances;
import io.voxledger.reconciliation.causes.ExplainVariances.Evidence;
import io.voxledger.reconciliation.causes.FoundCause;
import io.voxledger.reconciliation.causes.ServedQuantity;
import io.voxledger.reconciliation.causes.SkuCharge;
import io.voxledger.tables.BillTables;
import io.voxledger.time.BillingCalendar;
import io.voxledger.time.ClosedMonths;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Compares bills with charges month by month: the months of touched days, of bills that came, and
 * of rows that were not final yet; every month when the terms changed. All other rows keep what
 * they say and grow older.
 */
public final class WriteReconciliation {
  private final SparkSession spark;
  private final LakeTable reconciliation;
  private final LakeTable causes;
  private final ReadEvidence evidence;
  private final Input input;

  /**
   * What is to be compared and how.
   *
   * @param touched days whose charges changed
   * @param billedDays days of which bills say something else than before
   * @param everything whether every period is compared again
   * @param terms by biller
   * @param explain names the causes
   * @param calendar the billers' days
   * @param skus the sku of a biller's model; the model where none is known
   * @param closed months whose rows stay as they are
   */
  public record Input(
      Set<LocalDate> touched,
      SettledBills bills,
      Set<LocalDate> billedDays,
      boolean everything,
      Function<String, ReconcileTerms> terms,
      ExplainVariances explain,
      BillingCalendar calendar,
      BinaryOperator<String> skus,
      Decisions decisions,
      ClosedMonths closed,
      LocalDate logicalDate,
      String runId) {}

  public WriteReconciliation(Warehouse warehouse, Input input) {
    this.spark = warehouse.spark();
    this.reconciliation = warehouse.table(BillTables.RECONCILIATION);
    this.causes = warehouse.table(BillTables.RECONCILIATION_CAUSE);
    this.evidence = new ReadEvidence(warehouse, input.calendar(), input.skus());
    this.input = input;
  }

  /**
   * What the comparison came to.
   *
   * @param months whose periods were compared
   * @param compared the rows that were compared and written; none of a closed month
   * @param sides what was compared, closed months included, and bills that began before the months
   *     and reach into them
   * @param totals every period as it stands now: of a compared closed month as the bills say it
   *     now, while its rows in the table stay as they were
   * @param asBefore periods of closed months that were not compared, of which the table does not
   *     tell what the bills say now
   * @param closedOtherwise totals of closed months that are billed otherwise than the table says
   */
  public record Result(
      ComparedMonths months,
      List<ReconciliationRow> compared,
      List<PeriodSides> sides,
      List<PeriodTotal> totals,
      Predicate<ReconciledPeriod> asBefore,
      List<PeriodTotal> closedOtherwise) {}

  /** Writes the tables. */
  public Result write() {
    StoredReconciliation stored = StoredReconciliation.of(reconciliation);
    ComparedMonths months = ComparedMonths.of(changed(stored), input.bills());
    Evidence known = evidence.of(months.charged());
    List<PeriodSides> sides =
        ReconcileBills.sides(
                costsOf(known.charges(), months.charged()), months.inView(input.bills()))
            .stream()
            .filter(one -> one.billSeen() || months.isCompared(one.period().period()))
            .toList();
    ExplainVariances.Explained explained =
        explain(compare(sides, months, stored.firstSeen()), known);
    List<ReconciliationRow> now =
        explained.rows().stream().map(row -> stored.reopened(row, input.logicalDate())).toList();
    List<ReconciliationRow> compared =
        now.stream().filter(row -> !isClosed(row.key().period())).toList();
    AtOnce.run(
        spark,
        () -> writeRows(stored, months, compared),
        () -> writeCauses(months, explained.causes()));
    List<PeriodTotal> totals = stored.totals(months.months(), now);
    return new Result(
        months,
        compared,
        sides,
        totals,
        period -> isClosed(period) && !months.isCompared(period.period()),
        totals.stream()
            .filter(total -> isClosed(total.period()))
            .filter(total -> stored.billed(total.period()).compareTo(total.billed()) != 0)
            .toList());
  }

  private List<ReconciliationRow> compare(
      List<PeriodSides> sides, ComparedMonths months, Map<RowKey, LocalDate> firstSeen) {
    ReconcileBills reconcile = new ReconcileBills(input.terms(), firstSeen);
    return sides.stream()
        .filter(one -> months.isCompared(one.period().period()))
        .flatMap(one -> reconcile.rows(one).stream())
        .toList();
  }

  private ExplainVariances.Explained explain(List<ReconciliationRow> rows, Evidence known) {
    List<ServedQuantity> served =
        input.bills().quantities().stream()
            .flatMap(reported -> ServedQuantity.of(reported, input.skus()).stream())
            .toList();
    return input
        .explain()
        .explain(new ExplainVariances.Sides(rows, input.bills().lines(), served, known));
  }

  private void writeRows(
      StoredReconciliation stored, ComparedMonths months, List<ReconciliationRow> compared) {
    ReconciliationRows table =
        new ReconciliationRows(input.decisions(), input.logicalDate(), input.runId());
    List<Row> rows = new ArrayList<>();
    for (Row row : stored.rows()) {
      LocalDate start = StoredReconciliation.start(row);
      if (input.closed().contains(start)) {
        rows.add(row);
      } else if (!months.months().contains(monthOf(start))) {
        rows.add(table.aged(row));
      }
    }
    compared.forEach(row -> rows.add(table.toRow(row)));
    replace(reconciliation, rows);
  }

  private void writeCauses(ComparedMonths months, List<FoundCause> found) {
    List<Row> rows = new ArrayList<>();
    for (Row row : causes.read().collectAsList()) {
      LocalDate start = StoredReconciliation.start(row);
      if (input.closed().contains(start) || !months.months().contains(monthOf(start))) {
        rows.add(row);
      }
    }
    found.stream()
        .filter(cause -> !input.closed().contains(cause.period().period().start()))
        .forEach(cause -> rows.add(CauseRows.row(cause, input.runId())));
    replace(causes, rows);
  }

  private void replace(LakeTable table, List<Row> rows) {
    table.replaceAll(spark.createDataFrame(rows, table.definition().schema()).coalesce(1));
  }

  /** The periods that rows of the table are the total of. */
  public static List<PeriodTotal> totals(Dataset<Row> rows) {
    return rows.filter("scope = 'total'").collectAsList().stream()
        .flatMap(row -> ReconciliationRows.total(row).stream())
        .toList();
  }

  /**
   * Whether the table shows other decisions, beside rows that may still change, than people say.
   */
  public static boolean isDecidedOtherwise(
      Warehouse warehouse, Decisions decisions, ClosedMonths closed, LocalDate today) {
    LakeTable table = warehouse.table(BillTables.RECONCILIATION);
    ReconciliationRows rows = new ReconciliationRows(decisions, today, "");
    return table.version() > 0
        && table.read().filter("scope = 'total'").collectAsList().stream()
            .filter(row -> !closed.contains(StoredReconciliation.start(row)))
            .anyMatch(rows::isDecidedOtherwise);
  }

  private boolean isClosed(ReconciledPeriod period) {
    return input.closed().contains(period.period().start());
  }

  private Set<LocalDate> changed(StoredReconciliation stored) {
    Set<LocalDate> months = new TreeSet<>();
    // a day's usage may be billed on the one beside, and a biller's day begin before or after ours
    input.billedDays().forEach(day -> addAround(day, 1, months));
    input.touched().forEach(day -> addAround(day, 2, months));
    months.addAll(stored.months(row -> input.everything() || !row.<Boolean>getAs("final")));
    return months;
  }

  private static void addAround(LocalDate day, int daysBeside, Set<LocalDate> months) {
    months.add(monthOf(day.minusDays(daysBeside)));
    months.add(monthOf(day.plusDays(daysBeside)));
  }

  private static List<DailyCost> costsOf(List<SkuCharge> charges, Set<LocalDate> months) {
    return charges.stream()
        .filter(charge -> months.contains(monthOf(charge.billingDate())))
        .map(SkuCharge::dailyCost)
        .toList();
  }
}
