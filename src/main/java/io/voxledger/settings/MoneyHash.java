package io.voxledger.settings;

import io.voxledger.costs.budgets.Budgets;
import io.voxledger.costs.plans.Plans;
import io.voxledger.rates.AgreedPrice;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.reconciliation.Tolerance;
import io.voxledger.usage.SettleRules;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Whether two settings give the same money: everything that decides costs, or whom they are charged
 * to.
 */
final class MoneyHash {
  private static final int HEX_DIGITS = 16;

  private MoneyHash() {}

  /** Where an agreed price stands in its file changes nothing, but their order does. */
  private static AgreedPrice withoutLine(AgreedPrice price) {
    return new AgreedPrice(
        0,
        price.biller(),
        price.account(),
        price.model(),
        price.meterOrNull(),
        price.fromOrNull(),
        price.untilOrNull(),
        price.terms());
  }

  /** Ordered collections in, so that equal settings have equal hashes. */
  static String of(
      SettleRules rules,
      AgreedPrices agreed,
      Map<String, ZoneId> zones,
      Set<String> tags,
      String providers) {
    String text =
        String.join(
            "\n",
            rules.accounts().toString(),
            rules.selfHosted().toString(),
            rules.trunkModels().toString(),
            rules.projects().toString(),
            agreed.prices().stream().map(MoneyHash::withoutLine).toList().toString(),
            zones.toString(),
            tags.toString(),
            providers);
    return hash(text);
  }

  /**
   * Of settings that leave every charge as it is: those that months are added up with, a {@code -},
   * and those that bills are compared with.
   */
  static String ofMonths(
      Plans plans, Budgets budgets, Tolerance tolerance, Map<String, Settings.Biller> billers) {
    return hash(plans + "\n" + budgets) + "-" + hash(tolerance + "\n" + new TreeMap<>(billers));
  }

  private static String hash(String text) {
    return DigestUtils.sha256Hex(text).substring(0, HEX_DIGITS);
  }
}
