package io.voxledger.billed;

import io.voxledger.sources.bills.BillReaders;

/** Sources of bills for tests, as their readers declare them. */
public final class Sources {
  public static final BillSource OPENAI_COSTS = of("openai-costs");
  public static final BillSource OPENAI_COSTS_CSV = of("openai-costs-csv");
  public static final BillSource OPENAI_USAGE = of("openai-usage");
  public static final BillSource GCP_BILLING = of("gcp-billing");
  public static final BillSource LIVEKIT_INVOICE = of("livekit-invoice");
  public static final BillSource TELNYX = of("telnyx");
  public static final BillSource FOCUS = of("focus");

  private Sources() {}

  public static BillSource of(String folder) {
    return BillReaders.source(folder).orElseThrow();
  }
}
