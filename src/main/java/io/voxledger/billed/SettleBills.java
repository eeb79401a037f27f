package io.voxledger.billed;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.voxledger.billed.StandingPulls.Unit;
import io.voxledger.time.BillingCalendar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides which lines of all bills ever seen count: one complete pull per source, scope and period,
 * then one source per biller, account and period. The same pages give the same result in whatever
 * order they came.
 */
public final class SettleBills {
  private static final Comparator<BilledLine> ORDER =
      comparing((BilledLine line) -> line.line().biller())
          .thenComparing(line -> line.line().account())
          .thenComparing(line -> line.line().period())
          .thenComparing(BilledLine::source)
          .thenComparing(line -> line.line().lineItem().orElse(""))
          .thenComparing(BilledLine::id);

  private final SkuNames skuNames;
  private final FxRates fxRates;
  private final BillingCalendar calendar;

  public SettleBills(SkuNames skuNames, FxRates fxRates, BillingCalendar calendar) {
    this.skuNames = skuNames;
    this.fxRates = fxRates;
    this.calendar = calendar;
  }

  /**
   * Settles all bills.
   *
   * @param pages every good page that is current, in any order
   * @param damaged pulls of which a page is in quarantine: they do not count until it is replaced
   */
  public SettledBills settle(Collection<BillPage> pages, Collection<PullKey> damaged) {
    JudgePulls.Judged judged = JudgePulls.judge(pages, damaged);
    List<BookedLine> booked = new ArrayList<>();
    List<StandingBucket> standing = new ArrayList<>();
    bySource(judged.complete())
        .forEach(
            (source, pulls) -> {
              switch (source.renewal()) {
                case APPEND, APPEND_COUNTED -> booked.addAll(AppendedLines.of(pulls));
                case RESTATING, RESTATING_IN_PARTS -> {
                  Map<Unit, CompletePull> chosen = StandingPulls.choose(pulls);
                  booked.addAll(RestatedLines.of(pulls, chosen));
                  standing.addAll(buckets(source, chosen));
                }
              }
            });
    List<BilledLine> lines =
        booked.stream().filter(line -> line.pull().source().bills()).map(this::billed).toList();
    List<BilledLine> settled = UsedSources.choose(lines, standing).stream().sorted(ORDER).toList();
    return new SettledBills(settled, ReportedQuantities.of(booked), standing, judged.incomplete());
  }

  private static Map<BillSource, List<CompletePull>> bySource(List<CompletePull> pulls) {
    return pulls.stream().collect(groupingBy(pull -> pull.key().source(), TreeMap::new, toList()));
  }

  private static List<StandingBucket> buckets(BillSource source, Map<Unit, CompletePull> chosen) {
    return chosen.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Unit.ORDER))
        .map(
            e ->
                new StandingBucket(
                    source, e.getKey().scope(), e.getKey().period(), e.getValue().key()))
        .toList();
  }

  private BilledLine billed(BookedLine booked) {
    BillLine line = booked.placed().line();
    BillingPeriod period =
        booked.pull().source().billingPeriod(line.period(), line.biller(), calendar);
    return new BilledLine(
        booked.id(),
        booked.stands() ? BillStanding.USED : BillStanding.SUPERSEDED,
        booked.placed().file(),
        booked.pull(),
        line,
        period,
        line.model().flatMap(model -> skuNames.sku(line.biller(), model, line.period().start())),
        UsdValue.of(line, fxRates.find(line.currency(), period.start())));
  }
}
