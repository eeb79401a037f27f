package io.voxledger.costs.plans;

import io.voxledger.money.Decimals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A LiveKit plan of one account.
 *
 * @param from first day, UTC
 * @param until day after the last; empty for ever after
 * @param monthlyFee USD
 * @param inferenceCredit what LiveKit Inference may cost each month before it is billed, USD
 * @param hardCap whether nothing beyond what is included is served, and so billed
 * @param included the more specific first
 */
public record Plan(
    String account,
    String name,
    LocalDate from,
    Optional<LocalDate> until,
    BigDecimal monthlyFee,
    BigDecimal inferenceCredit,
    boolean hardCap,
    List<Allowance> included) {
  public Plan {
    included = included.stream().sorted().toList();
  }

  /** Whether the two are in force for one account on one day. */
  boolean overlaps(Plan other) {
    return account.equals(other.account)
        && until.map(other.from::isBefore).orElse(true)
        && other.until.map(from::isBefore).orElse(true);
  }

  /** Equal for plans that cost and include the same, whoever has them. */
  List<Object> terms() {
    return List.of(
        Decimals.canonical(monthlyFee),
        Decimals.canonical(inferenceCredit),
        hardCap,
        included.stream()
            .map(allowance -> allowance.name() + " " + Decimals.text(allowance.quantity()))
            .toList());
  }

  /** The same plan, beyond which everything is served and billed. */
  Plan withoutHardCap() {
    return new Plan(account, name, from, until, monthlyFee, inferenceCredit, false, included);
  }
}
