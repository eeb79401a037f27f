package io.voxledger.sources.bills;

import io.voxledger.billed.BillFile;
import java.util.Map;

/** The account that pays where a bill names none: the settings' account of the biller. */
public record BillAccounts(Map<String, String> byBiller) {
  private static final String DEFAULT = "default";

  public BillAccounts {
    byBiller = Map.copyOf(byBiller);
  }

  /**
   * The {@code account=} folder, else the settings' account of the biller, else {@code default}.
   */
  public String of(BillFile file, String biller) {
    return file.account().orElseGet(() -> byBiller.getOrDefault(biller, DEFAULT));
  }
}
