package io.voxledger.pricing;

import io.voxledger.measure.Meter;
import java.util.List;

/**
 * How one meter of a record got its price, in words and numbers.
 *
 * @param cards every card that names the model, and why it applies or does not; the one that
 *     applies first
 * @param chain where the price was looked for, the hit last
 * @param unitPrice the public price with its multipliers, as arithmetic: {@code 10 × 1.1 (region
 *     eu) = 11}
 * @param contractedUnitPrice the agreed price, as arithmetic; the public price again where nothing
 *     was agreed
 */
public record Explanation(
    Meter meter,
    AppliedRate rate,
    List<String> cards,
    List<String> chain,
    String unitPrice,
    String contractedUnitPrice) {
  public Explanation {
    cards = List.copyOf(cards);
    chain = List.copyOf(chain);
  }
}
