package io.voxledger.rates;

import io.voxledger.time.TimeRange;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * Prices of one biller, published at one time.
 *
 * @param biller lower case
 * @param currency three upper-case letters
 * @param effective from when the prices hold, and until when
 * @param recordedAt when they became known here
 * @param file where the card was read; not part of its content
 * @param priceListOrNull the list of other people's prices that it was pulled from, such as {@code
 *     litellm}; null for a card that was written as one
 */
public record RateCard(
    String id,
    String biller,
    String currency,
    TimeRange effective,
    Instant recordedAt,
    RateSource source,
    List<RateEntry> entries,
    String file,
    String priceListOrNull)
    implements Serializable {
  public RateCard {
    entries = List.copyOf(entries);
  }

  /** The same with other objects for its entries. */
  public RateCard withEntries(List<RateEntry> equalEntries) {
    return new RateCard(
        id, biller, currency, effective, recordedAt, source, equalEntries, file, priceListOrNull);
  }

  public boolean isImported() {
    return priceListOrNull != null;
  }

  /** Whether a later pull of the list that the other card was pulled from gave this one. */
  boolean isLaterPullThan(RateCard other) {
    return isImported()
        && priceListOrNull.equals(other.priceListOrNull)
        && recordedAt.isAfter(other.recordedAt);
  }

  /**
   * Equal for two cards exactly when they say the same, wherever they were read and however their
   * numbers are written.
   */
  public String contentDigest() {
    return Digest.hex(CardText.of(this), Digest.FULL);
  }
}
