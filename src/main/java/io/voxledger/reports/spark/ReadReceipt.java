package io.voxledger.reports.spark;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.PublishedTables;
import io.voxledger.lake.TableDefinition;
import io.voxledger.lake.Warehouse;
import io.voxledger.pricing.ChargeKey;
import io.voxledger.pricing.Explanation;
import io.voxledger.pricing.Pricer;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.reports.ExplainSession;
import io.voxledger.reports.SessionReceipt;
import io.voxledger.reports.SessionReceipt.Card;
import io.voxledger.reports.SessionReceipt.Charge;
import io.voxledger.reports.SessionReceipt.Night;
import io.voxledger.reports.SessionReceipt.Unpriced;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.MonthTables;
import io.voxledger.tables.RateTables;
import io.voxledger.tables.RunTables;
import io.voxledger.tables.UsageTables;
import io.voxledger.time.BillingCalendar;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.ProjectRules;
import io.voxledger.usage.UsageRecord;
import io.voxledger.usage.UsageSource;
import io.voxledger.usage.spark.RecordReader;
import io.voxledger.usage.spark.SessionEventRows;
import io.voxledger.usage.spark.StoredRows;
import io.voxledger.usage.spark.UsageRows;
import io.voxledger.yaml.NearestNames;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Reads a session's receipt from the tables of one finished run, opening only the days on which the
 * session has rows.
 */
public final class ReadReceipt {
  private static final int RECENT_DAYS = 7;
  private static final int RECENT_SESSIONS = 20_000;
  private static final Comparator<Charge> ORDER =
      Comparator.comparing(Charge::family)
          .thenComparing(charge -> charge.key().usageDate())
          .thenComparing(charge -> charge.key().biller())
          .thenComparing(charge -> charge.key().kind())
          .thenComparing(charge -> charge.key().model())
          .thenComparing(charge -> charge.card().map(Card::id).orElse(""))
          .thenComparing(charge -> charge.key().meter())
          .thenComparing(charge -> charge.key().rateId());

  private final Warehouse warehouse;
  private final Terms terms;
  private final Row run;
  private final PublishedTables tables;

  /**
   * The settings as they are now, to tell which rule or agreed price was applied.
   *
   * @param moneyHash of all settings that matter to money
   */
  public record Terms(
      ProjectRules projects,
      AgreedPrices agreedPrices,
      BillingCalendar calendar,
      String moneyHash) {}

  /**
   * @param run a row of table {@code run}
   */
  public ReadReceipt(Warehouse warehouse, Terms terms, Row run) {
    this.warehouse = warehouse;
    this.terms = terms;
    this.run = run;
    this.tables = new PublishedTables(warehouse, run);
  }

  /** The days on which rows of the session are stored; none for a session that is not known. */
  public List<LocalDate> daysOf(String session) {
    return new StoredRows(warehouse)
            .daysOfSessions(
                warehouse
                    .spark()
                    .createDataset(List.of(session), Encoders.STRING())
                    .toDF("session_id"))
            .stream()
            .sorted()
            .toList();
  }

  /** Ids of recent sessions that resemble one, the nearest first. */
  public List<String> nearest(String session) {
    Dataset<Row> sessions = tables.read(CostTables.SESSION_COST);
    Row last = sessions.agg(functions.max("session_date")).first();
    if (last.isNullAt(0)) {
      return List.of();
    }
    List<String> recent =
        sessions
            .filter(
                DayFilter.from("session_date", last.<LocalDate>getAs(0).minusDays(RECENT_DAYS - 1)))
            .select("session_id")
            .limit(RECENT_SESSIONS)
            .as(Encoders.STRING())
            .collectAsList();
    return NearestNames.of(session, recent, 3);
  }

  /**
   * The receipt; empty when nothing that costs is known of the session.
   *
   * @param days from {@link #daysOf}
   */
  public Optional<SessionReceipt> read(String session, List<LocalDate> days) {
    Optional<Row> cost = sessionCost(session, days);
    if (cost.isEmpty()) {
      return Optional.empty();
    }
    List<Row> usage = rows(UsageTables.USAGE_RECORD, "usage_date", session, days);
    List<UsageRecord> records = usage.stream().map(ReadReceipt::record).toList();
    List<Charge> charges = charges(session, days, records);
    return Optional.of(
        new SessionReceipt(
            new Night(run.getAs("run_id"), run.getAs("rates_known_at")),
            ReceiptRows.header(cost.get(), whyProject(session, days, usage, records, cost.get())),
            charges,
            ExplainSession.sources(records),
            rows(CostTables.UNPRICED_USAGE, "usage_date", session, days).stream()
                .map(ReceiptRows::unpriced)
                .sorted(Comparator.comparing(Unpriced::usedAt).thenComparing(Unpriced::usageId))
                .toList(),
            remarks(charges, cost.get())));
  }

  private Optional<Row> sessionCost(String session, List<LocalDate> days) {
    Dataset<Row> ofSession =
        tables.read(CostTables.SESSION_COST).filter(functions.col("session_id").equalTo(session));
    List<Row> found = ofSession.filter(DayFilter.in("session_date", days)).collectAsList();
    // A room can be made days before anything of it costs.
    return (found.isEmpty() && !days.isEmpty() ? ofSession.collectAsList() : found)
        .stream().findFirst();
  }

  private List<Row> rows(
      TableDefinition table, String dayColumn, String session, List<LocalDate> days) {
    Column ofSession = functions.col("session_id").equalTo(session);
    return tables
        .read(table)
        .filter(DayFilter.in(dayColumn, days))
        .filter(ofSession)
        .collectAsList();
  }

  private static UsageRecord record(Row row) {
    return new RecordReader(row.schema()).read(row);
  }

  private String whyProject(
      String session, List<LocalDate> days, List<Row> usage, List<UsageRecord> records, Row cost) {
    List<AcceptedRow> stored = new ArrayList<>();
    rows(UsageTables.SESSION_EVENT, "event_date", session, days)
        .forEach(row -> stored.add(SessionEventRows.toAcceptedRow(row)));
    usage.stream()
        .filter(row -> isRowEach(row.getAs("source")))
        .forEach(row -> stored.add(UsageRows.toAcceptedRow(row)));
    stored.sort(
        Comparator.<AcceptedRow, String>comparing(row -> row.origin().file())
            .thenComparing(row -> row.origin().line()));
    return ExplainSession.whyProject(cost.getAs("project_id"), stored, records, terms.projects());
  }

  /** Records of other sources are made of session events. */
  private static boolean isRowEach(String source) {
    return switch (UsageSource.of(source).orElseThrow()) {
      case OPENAI_REALTIME, GEMINI_LIVE, LIVEKIT_AGENT_METRICS, USAGE_RECORD -> true;
      case LIVEKIT_SESSION_REPORT, LIVEKIT_WEBHOOK, LIVEKIT_ANALYTICS, COST_UPDATE -> false;
    };
  }

  private List<Charge> charges(String session, List<LocalDate> days, List<UsageRecord> records) {
    List<Row> rows = rows(CostTables.CHARGE, "usage_date", session, days);
    RateBook book =
        RateStore.of(tables.read(RunTables.RATE_CARD), run.getAs("rates_known_at")).book();
    Map<ChargeKey, Explanation> explained =
        ExplainSession.prices(records, new Pricer(book, terms.agreedPrices()), terms.calendar());
    Map<String, Card> cards = cards(rows);
    return rows.stream()
        .map(row -> ReceiptRows.charge(row, cards, explained))
        .sorted(ORDER)
        .toList();
  }

  private Map<String, Card> cards(List<Row> charges) {
    Object[] ids = charges.stream().map(row -> row.getAs("rate_id")).distinct().toArray();
    Map<String, Card> cards = new HashMap<>();
    tables
        .read(RateTables.RATE)
        .filter(functions.col("rate_id").isin(ids))
        .collectAsList()
        .forEach(row -> cards.put(row.getAs("rate_id"), ReceiptRows.card(row)));
    return cards;
  }

  private List<String> remarks(List<Charge> charges, Row cost) {
    List<String> remarks = new ArrayList<>();
    if (!terms.moneyHash().equals(run.getAs("settings_hash"))) {
      remarks.add(
          "settings that matter to money changed since this night; the next one applies them");
    }
    BigDecimal sum =
        charges.stream().map(Charge::contractedCost).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal total = cost.getAs("total_cost_usd");
    if (sum.compareTo(total) != 0) {
      remarks.add(
          "the charges sum up to "
              + sum.toPlainString()
              + " USD, not to the session's total; please report this");
    }
    closedMonths(charges)
        .forEach(
            month ->
                remarks.add(
                    month
                        + " is closed: its charges stay as they were; what came or changed later"
                        + " is in month_correction, by project and day"));
    return remarks;
  }

  private SortedSet<YearMonth> closedMonths(List<Charge> charges) {
    SortedSet<YearMonth> months = new TreeSet<>();
    charges.forEach(charge -> months.add(YearMonth.from(charge.key().usageDate())));
    months.retainAll(
        tables.read(MonthTables.MONTH_CLOSE).select("month").collectAsList().stream()
            .map(row -> YearMonth.from(row.<LocalDate>getAs(0)))
            .toList());
    return months;
  }
}
