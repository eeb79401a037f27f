package io.voxledger.reports.finance;

import io.voxledger.reports.finance.FinanceFacts.Accrual;
import io.voxledger.reports.finance.FinanceFacts.Bills;
import io.voxledger.reports.finance.FinanceFacts.Budget;
import io.voxledger.reports.finance.FinanceFacts.Card;
import io.voxledger.reports.finance.FinanceFacts.Cause;
import io.voxledger.reports.finance.FinanceFacts.Changes;
import io.voxledger.reports.finance.FinanceFacts.Costs;
import io.voxledger.reports.finance.FinanceFacts.Decision;
import io.voxledger.reports.finance.FinanceFacts.Driver;
import io.voxledger.reports.finance.FinanceFacts.Line;
import io.voxledger.reports.finance.FinanceFacts.Movement;
import io.voxledger.reports.finance.FinanceFacts.Period;
import io.voxledger.reports.finance.FinanceFacts.Price;
import io.voxledger.reports.finance.FinanceFacts.ProjectDay;
import io.voxledger.reports.finance.FinanceFacts.ProjectMonth;
import io.voxledger.reports.finance.FinanceFacts.Quality;
import io.voxledger.reports.finance.FinanceFacts.Quarantined;
import io.voxledger.reports.finance.FinanceFacts.Restated;
import io.voxledger.reports.finance.FinanceFacts.Run;
import io.voxledger.reports.finance.FinanceFacts.Unpriced;
import io.voxledger.reports.finance.FinanceFacts.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An invented September of three projects. One is called as a formula would be, and holds markup.
 *
 * <p>Each project uses openai on the first 30, 20 or 10 days and livekit on the first 5; a price of
 * openai falls on the 16th.
 */
public final class September {
  public static final String EVIL = "=HYPERLINK(\"http://evil\",\"x\")<script>alert(1)</script>";
  static final YearMonth MONTH = YearMonth.of(2026, 9);
  private static final Instant FIRST = Instant.parse("2026-08-01T00:00:00Z");
  private static final Instant SIXTEENTH = Instant.parse("2026-09-16T00:00:00Z");
  private static final Line TOKENS =
      new Line("openai", "openai", "proj_1", "direct", "llm", "gpt-realtime", "output_audio", "");
  private static final Line MINUTES =
      new Line("livekit", "livekit", "p_1", "livekit", "webrtc", "webrtc", "webrtc_seconds", "");

  private September() {}

  public static BigDecimal of(String digits) {
    return new BigDecimal(digits);
  }

  public static FinancePack pack() {
    return LayOutPack.of(facts());
  }

  static FinanceFacts facts() {
    List<Usage> usage = usage();
    return new FinanceFacts(
        MONTH,
        Optional.empty(),
        new Run(
            "20261001T021500.000Z-1",
            LocalDate.parse("2026-09-30"),
            Instant.parse("2026-10-01T02:15:00Z"),
            Instant.parse("2026-10-01T02:15:00Z"),
            "5f2a",
            "1.0"),
        Optional.empty(),
        costs(usage),
        Optional.of(bills(usage)),
        changes(),
        new Quality(
            List.of(new Quarantined("openai-realtime", "malformed_json", 3)),
            List.of(
                new Unpriced(
                    "xai",
                    "+grok",
                    "no_rate_card",
                    2,
                    Optional.empty(),
                    Optional.of(of("0.5")),
                    Optional.of("add a card")))));
  }

  private static Costs costs(List<Usage> usage) {
    return new Costs(
        projects().stream().map(name -> month(name, usage)).toList(),
        usage,
        usage.stream()
            .map(used -> new ProjectDay(used.project(), used.day(), of("7.5"), used.contracted()))
            .toList(),
        List.of(
            new Budget(
                "acme",
                MONTH.atDay(28),
                "ai",
                of("45"),
                of("31.2"),
                Optional.of(of("69.333333333333")),
                "ok",
                Optional.of(of("31.2")))),
        List.of(
            new Driver("acme", "sessions", of("1.5")), new Driver("acme", "price", of("-0.25"))));
  }

  static List<String> projects() {
    return List.of("acme", "globex", EVIL);
  }

  private static List<Usage> usage() {
    List<Usage> usage = new ArrayList<>();
    for (int at = 0; at < 3; at++) {
      String project = projects().get(at);
      for (int day = 1; day <= 30 - 10 * at; day++) {
        LocalDate date = MONTH.atDay(day);
        usage.add(tokens(project, date));
        if (day <= 5) {
          usage.add(minutes(project, date));
        }
      }
    }
    return usage;
  }

  // 20,000 tokens at 64 ÷ 1,000,000 = 1.28; from the 16th on at 40 = 0.8; list 64 always
  private static Usage tokens(String project, LocalDate day) {
    boolean isLater = day.getDayOfMonth() >= 16;
    Price price =
        new Price(
            isLater ? "r2" : "r1",
            isLater ? SIXTEENTH : FIRST,
            of("64"),
            of(isLater ? "40" : "64"),
            1_000_000,
            "");
    BigDecimal quantity = of("20000");
    return new Usage(
        project, day, TOKENS, price, quantity, quantity, of("1.28"), of(isLater ? "0.8" : "1.28"));
  }

  // 13 s at 0.0043 ÷ 60 = 0.000931666667; 0.004 is added so that cents do not add up
  private static Usage minutes(String project, LocalDate day) {
    Price price = new Price("r3", FIRST, of("0.0048"), of("0.0043"), 60, "");
    return new Usage(
        project, day, MINUTES, price, of("12.4"), of("13"), of("0.00504"), of("0.004931666667"));
  }

  private static ProjectMonth month(String project, List<Usage> usage) {
    List<Usage> own = usage.stream().filter(used -> used.project().equals(project)).toList();
    BigDecimal ai = sum(own.stream().filter(used -> used.line().equals(TOKENS)).toList());
    BigDecimal total = sum(own);
    BigDecimal list = CostSheets.sum(own, Usage::list);
    return new ProjectMonth(
        project,
        12,
        of("340.5"),
        ai,
        total.subtract(ai),
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        total,
        list,
        total,
        BigDecimal.ZERO,
        total,
        BigDecimal.ZERO,
        project.equals("acme") ? Optional.of(of("30")) : Optional.empty(),
        Optional.empty(),
        "open");
  }

  static BigDecimal sum(List<Usage> usage) {
    return CostSheets.sum(usage, Usage::contracted);
  }

  private static Bills bills(List<Usage> usage) {
    BigDecimal openai = sum(usage.stream().filter(used -> used.line().equals(TOKENS)).toList());
    BigDecimal livekit = sum(usage.stream().filter(used -> used.line().equals(MINUTES)).toList());
    Period billed = period("openai", openai, of("70.25"), "over_billed", 45);
    Period missing = period("livekit", livekit, BigDecimal.ZERO, "missing_bill", 3);
    BigDecimal variance = billed.variance().add(missing.variance());
    return new Bills(
        List.of(missing, billed),
        List.of(missing, billed),
        moved(missing, billed),
        variance,
        List.of(
            cause("livekit", "unexplained", missing.variance(), Optional.empty()),
            cause("openai", "region_uplift", of("3.5"), Optional.of("exact")),
            cause("openai", "markup", of("2"), Optional.of("candidate")),
            cause(
                "openai", "unexplained", billed.variance().subtract(of("3.5")), Optional.empty())),
        List.of(
            new Accrual("livekit", "p_1", livekit, livekit, BigDecimal.ZERO, 1),
            new Accrual("openai", "proj_1", BigDecimal.ZERO, openai, of("70.25"), 0)));
  }

  /** What was opened in August is cleared in September, when the two open items are found. */
  private static List<Movement> moved(Period missing, Period billed) {
    return List.of(
        moved(billed, "2026-08-31", "1.5", "0"),
        moved(billed, "2026-09-05", "0", "1.5"),
        moved(missing, "2026-09-27", missing.variance().toString(), "0"),
        moved(billed, "2026-09-27", billed.variance().toString(), "0"));
  }

  private static Movement moved(Period period, String seen, String added, String cleared) {
    return new Movement(
        period.biller(),
        period.account(),
        period.from(),
        period.until(),
        LocalDate.parse(seen),
        of(added),
        of(cleared),
        of(added));
  }

  private static Period period(
      String biller, BigDecimal computed, BigDecimal billed, String status, long age) {
    return new Period(
        biller,
        biller.equals("openai") ? "proj_1" : "p_1",
        MONTH.atDay(1),
        MONTH.plusMonths(1).atDay(1),
        computed,
        billed,
        billed.subtract(computed),
        status,
        true,
        LocalDate.parse("2026-09-30").minusDays(age),
        age,
        new Decision(
            Optional.of("disputed"),
            Optional.of("finance"),
            Optional.of("-ticket 4711"),
            Optional.of(LocalDate.parse("2026-11-30"))));
  }

  private static Cause cause(
      String biller, String name, BigDecimal amount, Optional<String> confidence) {
    return new Cause(
        biller,
        biller.equals("openai") ? "proj_1" : "p_1",
        MONTH.atDay(1),
        name,
        Optional.empty(),
        Optional.empty(),
        amount,
        confidence,
        "a sentence with the numbers",
        "ask the biller");
  }

  private static Changes changes() {
    return new Changes(
        List.of(
            new Card(
                "openai",
                "openai-2026-09",
                LocalDate.parse("2026-08-01"),
                LocalDate.parse("2026-08-02"),
                2,
                Optional.of("primary"),
                Optional.of("@somewhere"))),
        List.of(
            new Restated(
                "acme",
                MONTH.atDay(3),
                Optional.empty(),
                Optional.of(of("1.5")),
                Optional.of(of("1.25")),
                of("-0.25"),
                "rate_change",
                "20260905T021500.000Z-1")),
        List.of());
  }
}
