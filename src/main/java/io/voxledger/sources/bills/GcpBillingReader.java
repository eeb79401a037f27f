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
import io.voxledger.measure.Basis;
import io.voxledger.measure.Meter;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.LineDraft.Payer;
import io.voxledger.time.Timestamps;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Rows of Google Cloud's billing export to BigQuery ({@code gcp_billing_export_v1_…}), as JSON
 * lines or Parquet. Rows have no name and are only ever added. A row gives a line for its cost and
 * one for each of its credits; both are in the billing currency, of which {@code
 * currency_conversion_rate} make a dollar. Google's days are those of US Pacific time.
 */
@AutoService(BillReader.class)
public final class GcpBillingReader implements BillReader {
  private static final BillSource SOURCE =
      BillSource.appendingCounted("gcp-billing", 50, Grain.HOUR)
          .withDaysOf(ZoneId.of("America/Los_Angeles"));
  private static final int USD_SCALE = 18;

  /** What the lines of one row share. */
  private record Row(String name, Payer payer, BillPeriod period, JsonObject fields) {

    LineDraft draft(String suffix) {
      return LineDraft.of(name + suffix, payer, period)
          .invoice(fields.objectIfAny("invoice").flatMap(invoice -> invoice.text("month")));
    }
  }

  @Override
  public BillSource source() {
    return SOURCE;
  }

  @Override
  public BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile {
    return LinedFile.read(
        file, text, names.account(file, "google"), fields -> lines(row(file, fields, names)));
  }

  private static Row row(BillFile file, JsonObject fields, BillNames names) {
    String biller = biller(fields);
    String account =
        fields
            .objectIfAny("project")
            .flatMap(project -> project.text("id"))
            .orElseGet(() -> names.account(file, biller));
    BillPeriod period =
        Days.between(fields, time(fields, "usage_start_time"), time(fields, "usage_end_time"));
    return new Row(Fingerprint.of(fields), Payer.of(biller, account), period, fields);
  }

  /** Taxes and roundings of an invoice go with the service that this is about. */
  private static String biller(JsonObject fields) {
    String service =
        fields
            .objectIfAny("service")
            .flatMap(s -> s.text("description"))
            .orElse("")
            .toLowerCase(Locale.ROOT);
    if (service.contains("vertex")) {
      return "google-vertex";
    }
    boolean isGemini = service.contains("gemini") || service.contains("generative language");
    return isGemini || isOfInvoice(fields) ? "google" : "google-cloud";
  }

  private static boolean isOfInvoice(JsonObject fields) {
    return fields
        .text("cost_type")
        .filter(type -> type.equals("tax") || type.equals("rounding_error"))
        .isPresent();
  }

  private static List<BillBucket> lines(Row row) {
    List<BillLine> lines = new ArrayList<>();
    lines.add(cost(row));
    for (JsonObject credit : row.fields().objectsIfAny("credits")) {
      lines.add(
          row.draft(" credit " + lines.size())
              .lineItem(credit.text("name").or(() -> credit.text("type")))
              .category(BillCategory.CREDIT)
              .more(inUsd(row.fields(), credit.money("amount")))
              .costs(money(row.fields(), credit.money("amount"), credit.at("amount"))));
    }
    return LinedFile.stating(row.period(), lines.toArray(BillLine[]::new));
  }

  private static BillLine cost(Row row) {
    JsonObject fields = row.fields();
    Optional<String> description =
        fields.objectIfAny("sku").flatMap(sku -> sku.text("description"));
    BillCategory category = category(fields.text("cost_type").orElse("regular"));
    Optional<GoogleSku> sku =
        description.filter(text -> category == BillCategory.USAGE).map(GoogleSku::parse);
    BigDecimal cost = fields.money("cost");
    Optional<Meter> meter = sku.flatMap(GoogleSku::meter);
    return row.draft("")
        .lineItem(description)
        .model(sku.flatMap(GoogleSku::model))
        .meter(meter)
        .serviceTier(sku.flatMap(GoogleSku::serviceTier))
        .category(category)
        .quantity(fields.objectIfAny("usage").flatMap(usage -> quantity(usage, meter)))
        .more(inUsd(fields, cost))
        .costs(money(fields, cost, "cost"));
  }

  /** A type that is not known keeps its amount as an adjustment. */
  private static BillCategory category(String costType) {
    return switch (costType.toLowerCase(Locale.ROOT)) {
      case "regular" -> BillCategory.USAGE;
      case "tax" -> BillCategory.TAX;
      default -> BillCategory.ADJUSTMENT;
    };
  }

  /** Tokens are exported as a mere {@code count}. */
  private static Optional<BilledQuantity> quantity(JsonObject usage, Optional<Meter> meter) {
    boolean isTokens = meter.filter(m -> m.basis() == Basis.TOKENS).isPresent();
    return usage
        .text("unit")
        .flatMap(
            unit ->
                usage
                    .signedQuantity("amount")
                    .map(q -> Units.convert(q, isTokens && unit.equals("count") ? "token" : unit)));
  }

  private static Money money(JsonObject fields, BigDecimal amount, String place) {
    return Money.of(amount, fields.needText("currency"), place);
  }

  private static More inUsd(JsonObject fields, BigDecimal amount) {
    return More.NOTHING.amountInUsd(
        fields
            .moneyIfAny("currency_conversion_rate")
            .filter(rate -> rate.signum() > 0)
            .map(rate -> amount.divide(rate, USD_SCALE, RoundingMode.HALF_EVEN)));
  }

  /** BigQuery writes {@code 2026-11-19 08:00:00 UTC}. */
  private static Instant time(JsonObject fields, String name) {
    return fields.instant(name, text -> Timestamps.parse(text.replaceFirst(" UTC$", "Z")));
  }
}
