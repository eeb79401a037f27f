package io.voxledger.reports.focus;

import java.util.Arrays;
import java.util.Locale;

/**
 * The columns of the export: all that FOCUS 1.2 asks of a cost and usage dataset with accounts,
 * negotiated prices, unit prices, usage and tags, in alphabetical order, and two of our own behind
 * them. Columns that some other column's rule mentions are there even when they are always empty.
 *
 * @see <a href="https://focus.finops.org/focus-specification/v1-2/">FOCUS 1.2</a>
 */
public enum FocusColumn {
  BILLED_COST(Type.DECIMAL),
  BILLING_ACCOUNT_ID(Type.STRING),
  BILLING_ACCOUNT_NAME(Type.STRING),
  BILLING_ACCOUNT_TYPE(Type.STRING),
  BILLING_CURRENCY(Type.STRING),
  BILLING_PERIOD_END(Type.TIME),
  BILLING_PERIOD_START(Type.TIME),
  CHARGE_CATEGORY(Type.STRING),
  CHARGE_CLASS(Type.STRING),
  CHARGE_DESCRIPTION(Type.STRING),
  CHARGE_FREQUENCY(Type.STRING),
  CHARGE_PERIOD_END(Type.TIME),
  CHARGE_PERIOD_START(Type.TIME),
  COMMITMENT_DISCOUNT_STATUS(Type.STRING),
  CONSUMED_QUANTITY(Type.DECIMAL),
  CONSUMED_UNIT(Type.STRING),
  CONTRACTED_COST(Type.DECIMAL),
  CONTRACTED_UNIT_PRICE(Type.DECIMAL),
  EFFECTIVE_COST(Type.DECIMAL),
  INVOICE_ID(Type.STRING),
  INVOICE_ISSUER_NAME(Type.STRING),
  LIST_COST(Type.DECIMAL),
  LIST_UNIT_PRICE(Type.DECIMAL),
  PRICING_CATEGORY(Type.STRING),
  PRICING_CURRENCY(Type.STRING),
  PRICING_CURRENCY_CONTRACTED_UNIT_PRICE(Type.DECIMAL),
  PRICING_CURRENCY_EFFECTIVE_COST(Type.DECIMAL),
  PRICING_CURRENCY_LIST_UNIT_PRICE(Type.DECIMAL),
  PRICING_QUANTITY(Type.DECIMAL),
  PRICING_UNIT(Type.STRING),
  PROVIDER_NAME(Type.STRING),
  PUBLISHER_NAME(Type.STRING),
  SERVICE_CATEGORY(Type.STRING),
  SERVICE_NAME(Type.STRING),
  SERVICE_SUBCATEGORY(Type.STRING),
  SKU_ID(Type.STRING),
  SKU_METER(Type.STRING),
  SKU_PRICE_DETAILS(Type.STRING),
  SKU_PRICE_ID(Type.STRING),
  SUB_ACCOUNT_ID(Type.STRING),
  SUB_ACCOUNT_NAME(Type.STRING),
  SUB_ACCOUNT_TYPE(Type.STRING),
  TAGS(Type.STRING),
  SESSION_ID("x_SessionId"),
  FLAGS("x_Flags");

  /** How a value is written: decimals exactly, times in UTC to the second. */
  public enum Type {
    STRING,
    DECIMAL,
    TIME
  }

  /** Places of decimals in Parquet: more than any price or cost of ours has. */
  public static final int SCALE = 18;

  private final String title;
  private final Type type;

  FocusColumn(Type type) {
    this.title = camelCase(name());
    this.type = type;
  }

  FocusColumn(String title) {
    this.title = title;
    this.type = Type.STRING;
  }

  /** The column's name in the file. */
  public String title() {
    return title;
  }

  public Type type() {
    return type;
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    Arrays.stream(name.split("_"))
        .forEach(
            word ->
                camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT)));
    return camel.toString();
  }
}
