package io.voxledger.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillFile;
import io.voxledger.billed.FxRates;
import io.voxledger.billed.SettleBills;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.Sources;
import io.voxledger.measure.Meter;
import io.voxledger.sources.bills.BillReading;
import io.voxledger.sources.bills.Bills;
import io.voxledger.sources.bills.LiveKitInvoiceReader;
import io.voxledger.time.BillingCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A LiveKit invoice against the usage of its month. */
class InvoiceTest {
  private static final String INVOICE =
      """
      invoice_id,project_id,project_name,period_start,period_end,meter,provider,model,unit,quantity_total,quantity_included,quantity_billable,unit_price_usd,amount_usd,plan,currency,issued_at
      INV-1,p_abc123,acme,2026-09-01,2026-10-01,webrtc_participant_minutes,,,minute,131004,150000,0,0.0005,0.00,ship,USD,2026-10-01T00:00:00Z
      """;

  @Test
  void includedMinutesReconcileToAnAllowanceAndToNothingElse() {
    // 131,004 minutes × 0.0005 = 65.502: used, billed, and taken off again for the plan
    List<ReconciliationRow> rows = rows(usage("65.502"));

    ReconciliationRow line = row(rows, Scope.LINE);
    ReconciliationRow total = row(rows, Scope.TOTAL);
    assertThat(line.status()).isEqualTo(Status.MATCHED);
    assertThat(line.variance()).isEqualByComparingTo("0");
    assertThat(total.billedCost()).as("the invoice").isEqualByComparingTo("0");
    assertThat(total.variance()).isEqualByComparingTo("-65.502");
    assertThat(total.components().find(Component.PLAN_ALLOWANCE).orElseThrow())
        .isEqualByComparingTo("-65.502");
    assertThat(rest(total)).as("beside the allowance").isEqualByComparingTo("0");
  }

  private static BigDecimal rest(ReconciliationRow row) {
    return row.variance().subtract(row.components().find(Component.PLAN_ALLOWANCE).orElseThrow());
  }

  private static DailyCost usage(String cost) {
    return new DailyCost(
        "livekit",
        "p_abc123",
        LocalDate.parse("2026-09-10"),
        new ComputedCost(
            "webrtc",
            Meter.WEBRTC_SECONDS,
            LocalDate.parse("2026-09-10"),
            new BigDecimal("7860240.000000"),
            Sides.usd(cost)));
  }

  private static List<ReconciliationRow> rows(DailyCost usage) {
    BillFile file =
        new BillFile(Sources.LIVEKIT_INVOICE, "i.csv", "hash", Optional.empty(), Optional.empty());
    BillReading reading =
        Bills.read(new LiveKitInvoiceReader(), file, INVOICE, Bills.names(Map.of()));
    SettledBills bills =
        new SettleBills(
                (biller, model, at) -> Optional.of(model),
                FxRates.USD_ONLY,
                BillingCalendar.DEFAULT)
            .settle(reading.pages(), Set.of());
    ReconcileTerms terms =
        new ReconcileTerms(Tolerance.DEFAULT, LocalDate.parse("2026-12-01"), 2, FxRates.USD_ONLY);
    return new ReconcileBills(biller -> terms, Map.of()).rows(List.of(usage), bills);
  }

  private static ReconciliationRow row(List<ReconciliationRow> rows, Scope scope) {
    return rows.stream().filter(row -> row.key().scope() == scope).findFirst().orElseThrow();
  }
}
