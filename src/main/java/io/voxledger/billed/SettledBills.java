package io.voxledger.billed;

import java.util.List;

/**
 * What all bills together say. The same pages in any order give the same.
 *
 * @param lines of every complete pull, each with its standing
 * @param quantities what was reported without money, of the pulls that stand
 * @param standing which pull provides each period of a restating source
 * @param incomplete pulls that wait for a page
 */
public record SettledBills(
    List<BilledLine> lines,
    List<SettledQuantity> quantities,
    List<StandingBucket> standing,
    List<IncompletePull> incomplete) {
  public SettledBills {
    lines = List.copyOf(lines);
    quantities = List.copyOf(quantities);
    standing = List.copyOf(standing);
    incomplete = List.copyOf(incomplete);
  }

  /** Bills beside which nothing was reported without money. */
  public SettledBills(
      List<BilledLine> lines, List<StandingBucket> standing, List<IncompletePull> incomplete) {
    this(lines, List.of(), standing, incomplete);
  }
}
