package io.voxledger.reconciliation.causes;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Why a bill differs from what was computed, in the order in which two causes on one charge are
 * taken. Each has an action for whoever looks at the bill.
 */
public enum Cause {
  USAGE_MISSING("find the sessions whose telemetry is lost and land it again"),
  USAGE_DUPLICATED("look for usage that is reported twice under different ids"),
  CACHED_USAGE_NOT_REPORTED("land telemetry that has the cached share of the input"),
  REASONING_TOKENS("land telemetry that counts hidden thinking as output"),
  CONNECTION_TIME("meter speech to text by its connection, not by the audio sent"),
  OTHER_TRAFFIC("find out who else uses the account's key"),
  SIDECAR_MODEL("report the helper model's usage, as input transcription of the session"),
  UNPRICED_USAGE("add the price to a rate card"),
  RATE_CHANGED("check the effective time of the rate card against the biller's announcement"),
  SERVICE_TIER_PREMIUM("report the tier that requests were served at, or stop asking for it"),
  SERVICE_TIER_DISCOUNT("report the tier that requests were served at"),
  BATCH_DISCOUNT("report batch requests with their service tier"),
  LONG_CONTEXT_RATE_APPLIED(
      "dispute: the requests are at or under the threshold",
      "check the threshold on the rate card: the biller counts the requests as at or under it"),
  CACHE_DISCOUNT_NOT_APPLIED("ask the biller why cached input is billed as new input"),
  MODALITY_MISMATCH("compare the modalities of the bill with the telemetry's"),
  REGION_UPLIFT("report the region of the requests, or leave it"),
  AGREED_DISCOUNT_MISSING("dispute: the agreed price was not applied"),
  MARKUP("ask the biller for the price list in force"),
  UNKNOWN_DISCOUNT("ask the biller for the discount and enter it in contracts.yaml"),
  UNIT_SCALE("check the unit of the bill's lines and of the rate card's 'per'"),
  PER_RESOURCE_ROUNDING("enter the biller's increment on the rate card"),
  DAY_BOUNDARY("enter the biller's time zone in the settings"),
  LATE_USAGE("pull the bill again once its lag is over"),
  RESTATEMENT("nothing, if the later pull is right; else ask the biller"),
  CREDIT("nothing: the bill's own line"),
  TAX("nothing: the bill's own line"),
  ADJUSTMENT("check the biller's reason"),
  PLAN_FEE("nothing: the bill's own line"),
  PLAN_ALLOWANCE("nothing: the bill's own line"),
  MINIMUM_CHARGE("nothing: the bill's own line"),
  FX_RATE("compare the bill's exchange rate with rates/fx"),
  SKU_UNMAPPED("add the product to a rate card, or an alias to a model"),
  INVOICE_ROUNDING("nothing: the bill shows fewer digits"),
  /** What no cause takes away; always the last row. */
  UNEXPLAINED("look at the lines of the reconciliation that are not matched");

  private final String action;
  private final String actionWhereLess;

  Cause(String action) {
    this(action, action);
  }

  Cause(String action, String actionWhereLess) {
    this.action = action;
    this.actionWhereLess = actionWhereLess;
  }

  /** The lower-case name used in tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What to do about it.
   *
   * @param amount what it added to the bill, below 0 where it took something off, USD
   */
  public String action(BigDecimal amount) {
    return amount.signum() < 0 ? actionWhereLess : action;
  }
}
