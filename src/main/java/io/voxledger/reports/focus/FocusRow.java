package io.voxledger.reports.focus;

import static io.voxledger.reports.focus.FocusColumn.*;

import io.voxledger.pricing.ChargeKey;
import io.voxledger.reports.SessionReceipt.Charge;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One row of the export, by column; a column that is missing is null. Rows of usage are charges,
 * with {@code ListCost = ListUnitPrice × PricingQuantity} at 12 decimals; other rows are amounts
 * without a price.
 */
public final class FocusRow {
  private static final String USD = "USD";
  private static final String SELF_HOSTED = "self-hosted";

  private final Map<FocusColumn, Object> values = new EnumMap<>(FocusColumn.class);

  private FocusRow() {}

  /**
   * A charge.
   *
   * @param charge of the table of that name
   * @param tags room metadata that the settings carry along
   */
  public static FocusRow of(Charge charge, Map<String, String> tags) {
    FocusRow row = new FocusRow();
    row.paid(charge.key().biller(), charge.key().account(), charge.key().projectId());
    row.during(charge.key().usageDate(), charge.key().usageDate().plusDays(1));
    row.priced(charge);
    row.named(charge);
    row.values.put(TAGS, FocusJson.tags(charge.key().sessionId(), tags));
    charge.key().sessionId().ifPresent(session -> row.values.put(SESSION_ID, session));
    if (!charge.flags().isEmpty()) {
      row.values.put(FLAGS, String.join(" ", charge.flags()));
    }
    return row;
  }

  /** An amount without a price: a credit, tax, a fee, a correction of a closed month. */
  public static FocusRow of(FocusAmount amount) {
    FocusRow row = new FocusRow();
    row.paid(amount.biller(), amount.account(), amount.projectId().orElse(null));
    row.during(amount.from(), amount.until());
    row.costs(amount.usd(), amount.usd(), amount.usd());
    row.values.put(BILLED_COST, amount.usd());
    row.values.put(CHARGE_CATEGORY, amount.category().title());
    row.values.put(CHARGE_DESCRIPTION, amount.description());
    row.values.put(CHARGE_FREQUENCY, amount.category().frequency());
    row.values.put(SERVICE_NAME, FocusNames.ofProvider(amount.biller()));
    row.values.put(SERVICE_CATEGORY, "Other");
    row.values.put(SERVICE_SUBCATEGORY, "Other (Other)");
    row.values.put(PROVIDER_NAME, FocusNames.ofProvider(amount.biller()));
    row.values.put(PUBLISHER_NAME, FocusNames.ofProvider(amount.biller()));
    amount.invoiceId().ifPresent(invoice -> row.values.put(INVOICE_ID, invoice));
    if (amount.correction()) {
      row.values.put(CHARGE_CLASS, "Correction");
    }
    return row;
  }

  /** A {@link BigDecimal}, {@link Instant} or text; empty where the column is null. */
  public Optional<Object> get(FocusColumn column) {
    return Optional.ofNullable(values.get(column));
  }

  private void paid(String biller, String account, String projectOrNull) {
    values.put(BILLING_ACCOUNT_ID, account);
    values.put(BILLING_ACCOUNT_NAME, account);
    values.put(BILLING_ACCOUNT_TYPE, "Account");
    values.put(BILLING_CURRENCY, USD);
    values.put(PRICING_CURRENCY, USD);
    values.put(INVOICE_ISSUER_NAME, FocusNames.ofProvider(biller));
    if (projectOrNull != null) {
      values.put(SUB_ACCOUNT_ID, projectOrNull);
      values.put(SUB_ACCOUNT_NAME, projectOrNull);
      values.put(SUB_ACCOUNT_TYPE, "Project");
    }
  }

  /** The billing period is whole months, as many as the charge is for. */
  private void during(LocalDate from, LocalDate until) {
    LocalDate lastMonth = until.minusDays(1).withDayOfMonth(1);
    values.put(BILLING_PERIOD_START, midnight(from.withDayOfMonth(1)));
    values.put(BILLING_PERIOD_END, midnight(lastMonth.plusMonths(1)));
    values.put(CHARGE_PERIOD_START, midnight(from));
    values.put(CHARGE_PERIOD_END, midnight(until));
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private void priced(Charge charge) {
    FocusUnit unit = FocusUnit.of(charge.key().meter(), charge.per());
    costs(charge.listCost(), charge.contractedCost(), charge.contractedCost());
    // one's own servers cost, but nobody sends a bill for them
    boolean isBilled = !charge.key().biller().equals(SELF_HOSTED);
    values.put(BILLED_COST, isBilled ? charge.contractedCost() : BigDecimal.ZERO);
    values.put(LIST_UNIT_PRICE, charge.unitPrice());
    values.put(CONTRACTED_UNIT_PRICE, charge.key().contractedUnitPrice());
    values.put(PRICING_CURRENCY_LIST_UNIT_PRICE, charge.unitPrice());
    values.put(PRICING_CURRENCY_CONTRACTED_UNIT_PRICE, charge.key().contractedUnitPrice());
    values.put(PRICING_QUANTITY, unit.priced(charge.billableQuantity()));
    values.put(PRICING_UNIT, unit.pricing());
    values.put(CONSUMED_QUANTITY, charge.quantity());
    values.put(CONSUMED_UNIT, unit.consumed());
    values.put(PRICING_CATEGORY, "Standard");
    values.put(CHARGE_CATEGORY, "Usage");
    values.put(CHARGE_FREQUENCY, "Usage-Based");
  }

  private void costs(BigDecimal list, BigDecimal contracted, BigDecimal effective) {
    values.put(LIST_COST, list);
    values.put(CONTRACTED_COST, contracted);
    values.put(EFFECTIVE_COST, effective);
    values.put(PRICING_CURRENCY_EFFECTIVE_COST, effective);
  }

  private void named(Charge charge) {
    ChargeKey key = charge.key();
    FocusService service = FocusService.of(key.kind());
    String meter = FocusNames.ofMeter(key.meter());
    values.put(SERVICE_NAME, service.name());
    values.put(SERVICE_CATEGORY, service.category());
    values.put(SERVICE_SUBCATEGORY, service.subcategory());
    values.put(CHARGE_DESCRIPTION, key.sku() + ", " + meter);
    values.put(SKU_ID, key.biller() + "/" + key.sku() + "/" + key.meter().code());
    values.put(SKU_METER, meter);
    values.put(SKU_PRICE_ID, key.rateId());
    values.put(SKU_PRICE_DETAILS, FocusJson.priceDetails(key));
    values.put(PROVIDER_NAME, FocusNames.ofProvider(key.biller()));
    values.put(PUBLISHER_NAME, FocusNames.ofProvider(key.provider()));
  }
}
