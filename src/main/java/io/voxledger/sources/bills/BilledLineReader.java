package io.voxledger.sources.bills;

import com.google.auto.service.AutoService;
import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillLine.More;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.measure.Meter;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.LineDraft.Payer;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Our own neutral form for any other bill: CSV or JSON lines with the columns of {@code
 * billed_line}. Needed are {@code biller}, {@code period_start}, {@code period_end} (exclusive) and
 * {@code amount_original} with {@code currency}, or else {@code billed_cost_usd}.
 */
@AutoService(BillReader.class)
public final class BilledLineReader implements BillReader {
  private static final BillSource SOURCE =
      BillSource.restatingInParts("billed-line", 130, Grain.AS_WRITTEN);

  @Override
  public BillSource source() {
    return SOURCE;
  }

  @Override
  public BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile {
    return LinedFile.read(file, text, "", row -> line(file, row, names));
  }

  private static List<BillBucket> line(BillFile file, JsonObject row, BillNames names) {
    String biller = names.biller(row.needText("biller"));
    String account = row.text("account").orElseGet(() -> names.account(file, biller));
    BillPeriod period = Days.between(row, row.instant("period_start"), row.instant("period_end"));
    Optional<Meter> meter = row.text("meter").map(code -> meter(row, code));
    BillLine line =
        LineDraft.of(
                Fingerprint.of(row), new Payer(biller, account, biller + " " + account), period)
            .invoice(row.text("invoice_id"))
            .lineItem(row.text("line_item"))
            .model(row.text("model").or(() -> row.text("sku")))
            .meter(meter)
            .serviceTier(row.text("service_tier"))
            .category(category(row))
            .quantity(row.signedQuantity("quantity").map(q -> quantity(row, q, meter)))
            .open(isOpen(row))
            .more(More.NOTHING.amountInUsd(row.moneyIfAny("billed_cost_usd")))
            .costs(money(row));
    return LinedFile.stating(period, line);
  }

  private static Money money(JsonObject row) {
    if (row.has("amount_original")) {
      BigDecimal amount = row.money("amount_original");
      return Money.of(amount, row.text("currency").orElse("USD"), "amount_original");
    }
    if (row.has("billed_cost_usd")) {
      return Money.of(row.money("billed_cost_usd"), "USD", "billed_cost_usd");
    }
    throw row.missing("amount_original");
  }

  private static Meter meter(JsonObject row, String code) {
    return Meter.of(code)
        .orElseThrow(
            () -> new RowProblem(Reason.UNKNOWN_METER, row.at("meter") + " is '" + code + "'"));
  }

  /** Without a unit a quantity counts as its meter does. */
  private static BilledQuantity quantity(
      JsonObject row, BigDecimal quantity, Optional<Meter> meter) {
    Optional<String> unit = row.text("unit");
    return unit.isEmpty() && meter.isPresent()
        ? BilledQuantity.of(quantity, meter.get().basis())
        : Units.convert(quantity, unit.orElse(""));
  }

  private static BillCategory category(JsonObject row) {
    String written = row.text("category").orElse("usage").toLowerCase(Locale.ROOT);
    return Arrays.stream(BillCategory.values())
        .filter(category -> category.code().equals(written))
        .findFirst()
        .orElseThrow(
            () ->
                new RowProblem(Reason.UNKNOWN_TYPE, row.at("category") + " is '" + written + "'"));
  }

  private static boolean isOpen(JsonObject row) {
    return row.scalar("final").filter("false"::equalsIgnoreCase).isPresent();
  }
}
