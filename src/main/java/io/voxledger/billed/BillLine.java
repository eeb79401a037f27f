package io.voxledger.billed;

import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One line of a bill as its source wrote it, before it is decided whether it counts. Two equal
 * lines are the same line.
 *
 * @param identity what tells the line from the others of its period (or, of an appending source,
 *     from all others)
 * @param scope whose bill a pull restates: the folder's account, else the row's organisation or
 *     account
 * @param account the biller's account that pays
 * @param lineItem the bill's own text
 * @param model as the bill names it; empty where the text cannot be understood
 * @param meter empty where the line names none; generic where it names no modality
 * @param amount exact, in {@code currency}, without trailing zeros
 * @param currency ISO 4217, upper case
 * @param open whether the bill itself says that this may still change
 * @param more what only some sources say
 */
public record BillLine(
    String identity,
    String scope,
    String biller,
    String account,
    Optional<String> invoiceId,
    BillPeriod period,
    Optional<String> lineItem,
    Optional<String> model,
    Optional<Meter> meter,
    Optional<String> serviceTier,
    BillCategory category,
    Optional<BilledQuantity> quantity,
    BigDecimal amount,
    String currency,
    boolean open,
    More more) {
  private static final int ORIGINAL_SCALE = 18;

  /**
   * What only some sources say.
   *
   * @param restatedWith what a pull restates as a whole, where that is not the line's own period
   * @param revisedAt when the source last changed the line; of versions of one identity the latest
   *     counts
   * @param amountInUsd what the bill itself makes of its amount in USD, exact or at 18 decimals
   * @param reported what a source of quantities counted
   * @param extra columns that the source adds to its format, by name
   */
  public record More(
      Optional<BillPeriod> restatedWith,
      Optional<Instant> revisedAt,
      Optional<BigDecimal> amountInUsd,
      Optional<Requests> reported,
      Map<String, String> extra) {
    /** Nothing. */
    public static final More NOTHING =
        new More(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public More {
      extra = Collections.unmodifiableMap(new TreeMap<>(extra)); // in one order, always
    }

    public static More restatedWith(BillPeriod period) {
      return new More(
          Optional.of(period), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    public More revisedAt(Optional<Instant> at) {
      return new More(restatedWith, at, amountInUsd, reported, extra);
    }

    public More amountInUsd(Optional<BigDecimal> usd) {
      return new More(restatedWith, revisedAt, usd, reported, extra);
    }

    public More reported(Requests requests) {
      return new More(restatedWith, revisedAt, amountInUsd, Optional.of(requests), extra);
    }

    public More extra(Map<String, String> columns) {
      return new More(restatedWith, revisedAt, amountInUsd, reported, columns);
    }
  }

  /**
   * What a provider counted beside a quantity.
   *
   * @param batch whether it came in batches; empty where the report does not tell
   * @param count requests of the whole row that the quantity is a part of
   */
  public record Requests(Optional<Boolean> batch, long count) {}

  public BillLine {
    amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /** A line of which there is no more to say. */
  public BillLine(
      String identity,
      String scope,
      String biller,
      String account,
      Optional<String> invoiceId,
      BillPeriod period,
      Optional<String> lineItem,
      Optional<String> model,
      Optional<Meter> meter,
      Optional<String> serviceTier,
      BillCategory category,
      Optional<BilledQuantity> quantity,
      BigDecimal amount,
      String currency,
      boolean open) {
    this(
        identity,
        scope,
        biller,
        account,
        invoiceId,
        period,
        lineItem,
        model,
        meter,
        serviceTier,
        category,
        quantity,
        amount,
        currency,
        open,
        More.NOTHING);
  }

  /** The period that a pull restates as a whole. */
  public BillPeriod restatedPeriod() {
    return more.restatedWith().orElse(period);
  }

  /** The amount in its own currency at 18 decimals, as tables keep it. */
  public BigDecimal amountOriginal() {
    return amount.setScale(ORIGINAL_SCALE, RoundingMode.HALF_EVEN);
  }

  /** The amount in USD at 12 decimals, rounded once. */
  public BigDecimal inUsd(BigDecimal usdPerUnit) {
    return Rounding.cost(amount.multiply(usdPerUnit));
  }

  /** The amount in USD as the bill itself states it, at 12 decimals. */
  public Optional<BigDecimal> statedUsd() {
    return more.amountInUsd().map(Rounding::cost);
  }
}
