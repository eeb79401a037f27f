package io.voxledger.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillPage;
import io.voxledger.billed.BillStanding;
import io.voxledger.billed.FxRates;
import io.voxledger.billed.SettleBills;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.SkuNames;
import io.voxledger.billed.Sources;
import io.voxledger.measure.Meter;
import io.voxledger.sources.bills.BillReading;
import io.voxledger.sources.bills.Bills;
import io.voxledger.sources.bills.OpenAiCostsReader;
import io.voxledger.time.BillingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Three pulls of a bill, from their pages to the rows that are expected of them. */
class WorldWithBillTest {
  private static final String ROOT = "world-with-bill/billing/openai-costs/";
  private static final SkuNames SKUS =
      (biller, model, at) ->
          model.startsWith("gpt-realtime-mini")
              ? Optional.of("gpt-realtime-mini*")
              : Optional.of(model.replace("gpt-realtime-2025-08-28", "gpt-realtime"))
                  .filter(Set.of("gpt-realtime", "gpt-5.4", "gpt-4o-transcribe")::contains);

  @Test
  void theBillIsComparedAsExpected() {
    List<List<String>> expected = expected();
    ReconcileTerms terms =
        new ReconcileTerms(Tolerance.DEFAULT, LocalDate.parse("2026-11-01"), 2, FxRates.USD_ONLY);

    List<List<String>> actual =
        new ReconcileBills(biller -> terms, Map.of())
            .rows(computed(expected), settle()).stream().map(WorldWithBillTest::columns).toList();

    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void theOldPullIsSupersededAndTheOneWithoutItsLastPageWaits() {
    SettledBills bills = settle();

    assertThat(bills.incomplete())
        .singleElement()
        .satisfies(pull -> assertThat(pull.pull().name()).isEqualTo("2026-09-25T000000Z"));
    assertThat(bills.lines().stream().filter(l -> l.standing() == BillStanding.SUPERSEDED))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.pull().name()).isEqualTo("2026-09-10T000000Z"));
  }

  private static SettledBills settle() {
    List<BillPage> pages =
        Stream.of(
                "pulled=2026-09-10T000000Z/page1.json",
                "pulled=2026-09-20T000000Z/page2.json",
                "pulled=2026-09-20T000000Z/page1.json",
                "pulled=2026-09-25T000000Z/page1.json")
            .map(WorldWithBillTest::read)
            .peek(reading -> assertThat(reading.bad()).isEmpty())
            .flatMap(reading -> reading.pages().stream())
            .toList();
    return new SettleBills(SKUS, FxRates.USD_ONLY, BillingCalendar.DEFAULT).settle(pages, Set.of());
  }

  private static BillReading read(String path) {
    Instant pulledAt = Instant.parse(path.substring(7, 17) + "T00:00:00Z");
    BillFile file =
        new BillFile(Sources.OPENAI_COSTS, path, "hash", Optional.of(pulledAt), Optional.empty());
    return Bills.read(
        new OpenAiCostsReader(),
        file,
        Bills.text(ROOT + path),
        Bills.names(Map.of("openai", "proj_voice")));
  }

  /**
   * The computed side is what the expected rows say; usage has modalities where the bill names
   * none.
   */
  private static List<DailyCost> computed(List<List<String>> expected) {
    return expected.stream()
        .filter(row -> row.get(2).equals("line"))
        .map(
            row ->
                new DailyCost(
                    "openai",
                    row.get(0),
                    LocalDate.parse(row.get(1)),
                    new ComputedCost(
                        row.get(3),
                        withModality(Meter.of(row.get(4)).orElseThrow()),
                        LocalDate.parse(row.get(1)),
                        new BigDecimal(row.get(6)),
                        new BigDecimal(row.get(7)))))
        .toList();
  }

  private static Meter withModality(Meter meter) {
    return meter.isModalityUnknown() ? Meter.of(meter.code() + "_text").orElseThrow() : meter;
  }

  private static List<List<String>> expected() {
    return Bills.text("world-with-bill/reconciliation.csv")
        .lines()
        .skip(1)
        .map(line -> List.of(line.split(",", -1)))
        .toList();
  }

  /** The columns of the expected file, which has the split of variances for lines only. */
  private static List<String> columns(ReconciliationRow row) {
    RowKey key = row.key();
    boolean isLine = key.scope() == Scope.LINE;
    return List.of(
        key.period().account(),
        key.period().period().start().toString(),
        key.scope().code(),
        key.sku().orElse(""),
        key.meter().map(Meter::code).orElse(""),
        key.lineItem().orElse(""),
        text(row.computedQuantity()),
        row.computedCost().toPlainString(),
        text(row.billedQuantity()),
        row.billedCost().toPlainString(),
        row.variance().toPlainString(),
        isLine ? text(row.components().find(Component.USAGE_VARIANCE)) : "",
        isLine ? text(row.components().find(Component.RATE_VARIANCE)) : "");
  }

  private static String text(Optional<BigDecimal> number) {
    return number.map(BigDecimal::toPlainString).orElse("");
  }
}
