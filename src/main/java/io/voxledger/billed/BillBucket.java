package io.voxledger.billed;

import java.util.List;
import java.util.Optional;

/**
 * A period that a page states completely, perhaps without a line.
 *
 * @param scope whose period it is; empty where the page states it for every scope of its pull
 */
public record BillBucket(Optional<String> scope, BillPeriod period, List<BillLine> lines) {
  public BillBucket {
    lines = List.copyOf(lines);
  }
}
