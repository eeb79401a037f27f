package io.voxledger.sources.bills;

import io.voxledger.billed.BillFile;
import io.voxledger.usage.ProviderAliases;
import java.util.Map;

/**
 * How billers and accounts are called here.
 *
 * @param accounts the settings' account by biller
 * @param aliases of billers
 */
public record BillNames(Map<String, String> accounts, ProviderAliases aliases) {
  private static final String DEFAULT = "default";

  public BillNames {
    accounts = Map.copyOf(accounts);
  }

  /**
   * The account that pays where a bill names none: the {@code account=} folder, else the settings'
   * account of the biller, else {@code default}.
   */
  public String account(BillFile file, String biller) {
    return file.account().orElseGet(() -> accounts.getOrDefault(biller, DEFAULT));
  }

  /** The one name of a biller that is named in many ways. */
  public String biller(String written) {
    return aliases.canonical(written);
  }
}
