package io.voxledger.sources.bills;

import com.google.auto.service.AutoService;
import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine.More;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.sources.PersonalData;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.LineDraft.Payer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * FOCUS (focus.finops.org) 1.0 to 1.4 of any issuer: AWS, Azure, Google and whoever else writes it.
 * The cost is {@code BilledCost}. Read leniently: 1.4 has no {@code ProviderName}, 1.0 no {@code
 * InvoiceId}, and some issuers leave out what the version wants. A month of one billing account is
 * restated as a whole. Columns that begin with {@code x_} are kept.
 */
@AutoService(BillReader.class)
public final class FocusReader implements BillReader {
  private static final BillSource SOURCE =
      BillSource.restatingInParts("focus", 120, Grain.AS_WRITTEN);
  private static final List<String> ISSUERS =
      List.of("InvoiceIssuerName", "ProviderName", "ServiceProviderName", "PublisherName");

  @Override
  public BillSource source() {
    return SOURCE;
  }

  @Override
  public BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile {
    return LinedFile.read(file, text, "", row -> charge(file, row, names));
  }

  private static List<BillBucket> charge(BillFile file, JsonObject row, BillNames names) {
    BillPeriod period = period(row, "ChargePeriod");
    BillPeriod month =
        row.has("BillingPeriodStart") ? period(row, "BillingPeriod") : monthOf(period);
    BillCategory category = category(row);
    FocusSku sku = category == BillCategory.USAGE ? FocusSku.of(row) : FocusSku.NONE;
    LineDraft draft =
        LineDraft.of(Fingerprint.of(row), payer(file, row, names), period)
            .invoice(row.text("InvoiceId"))
            .lineItem(lineItem(row))
            .model(sku.model())
            .meter(sku.meter())
            .serviceTier(sku.serviceTier())
            .category(category)
            .quantity(quantity(row))
            .open(row.text("BillingPeriodStatus").filter("open"::equalsIgnoreCase).isPresent())
            .more(more(row, month));
    Money money = Money.of(row.money("BilledCost"), row.needText("BillingCurrency"), "BilledCost");
    return LinedFile.stating(month, draft.costs(money));
  }

  private static Payer payer(BillFile file, JsonObject row, BillNames names) {
    String biller =
        firstOf(row, ISSUERS)
            .map(names::biller)
            .orElseThrow(() -> row.missing("InvoiceIssuerName"));
    String account =
        firstOf(row, List.of("SubAccountId", "BillingAccountId"))
            .orElseGet(() -> names.account(file, biller));
    String billingAccount = row.text("BillingAccountId").orElse(account);
    return new Payer(biller, account, biller + " " + billingAccount);
  }

  private static More more(JsonObject row, BillPeriod month) {
    return More.restatedWith(month)
        .amountInUsd(row.moneyIfAny("x_BilledCostInUsd"))
        .extra(ownColumns(row));
  }

  private static Optional<String> firstOf(JsonObject row, List<String> names) {
    return names.stream().flatMap(name -> row.text(name).stream()).findFirst();
  }

  private static Optional<String> lineItem(JsonObject row) {
    return firstOf(
        row, List.of("ChargeDescription", "SkuMeter", "x_SkuMeterName", "SkuId", "ServiceName"));
  }

  private static BillPeriod period(JsonObject row, String which) {
    return Days.between(
        row,
        row.instant(which + "Start", FocusTime::parse),
        row.instant(which + "End", FocusTime::parse));
  }

  private static BillPeriod monthOf(BillPeriod period) {
    LocalDate first = period.start().atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    return Days.inclusive(first, first.plusMonths(1).minusDays(1));
  }

  /** A category that is not known keeps its amount as an adjustment. */
  private static BillCategory category(JsonObject row) {
    return switch (row.text("ChargeCategory").orElse("usage").toLowerCase(Locale.ROOT)) {
      case "usage" -> BillCategory.USAGE;
      case "purchase" -> BillCategory.PURCHASE;
      case "tax" -> BillCategory.TAX;
      case "credit" -> BillCategory.CREDIT;
      default -> BillCategory.ADJUSTMENT;
    };
  }

  /**
   * What was priced, after the issuer's rounding; where that is in no unit of ours (credits), what
   * was consumed.
   */
  private static Optional<BilledQuantity> quantity(JsonObject row) {
    Optional<BilledQuantity> priced = quantity(row, "Pricing");
    Optional<BilledQuantity> consumed = quantity(row, "Consumed");
    return Stream.of(priced, consumed)
        .flatMap(Optional::stream)
        .filter(quantity -> quantity.basis().isPresent())
        .findFirst()
        .or(() -> consumed)
        .or(() -> priced);
  }

  private static Optional<BilledQuantity> quantity(JsonObject row, String which) {
    Optional<BigDecimal> quantity = row.signedQuantity(which + "Quantity");
    return row.text(which + "Unit").flatMap(u -> quantity.map(q -> Units.convert(q, u)));
  }

  private static Map<String, String> ownColumns(JsonObject row) {
    Map<String, String> columns = new TreeMap<>();
    row.names().stream()
        .filter(name -> name.startsWith("x_"))
        .forEach(name -> row.scalar(name).ifPresent(v -> columns.put(name, PersonalData.mask(v))));
    return columns;
  }
}
