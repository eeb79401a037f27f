package io.voxledger.reconciliation.causes;

import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.RowKey;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one cause is said to have done to one row.
 *
 * @param row empty for what bears on the total alone
 * @param amount USD
 * @param words what is supposed, as part of a sentence
 */
record Claim(
    Cause cause, Confidence confidence, Optional<RowKey> row, BigDecimal amount, String words) {

  Claim as(Confidence other) {
    return new Claim(cause, other, row, amount, words);
  }

  Optional<String> sku() {
    return row.flatMap(RowKey::sku);
  }

  Optional<Meter> meter() {
    return row.flatMap(RowKey::meter);
  }
}
