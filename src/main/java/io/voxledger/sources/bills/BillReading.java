package io.voxledger.sources.bills;

import io.voxledger.billed.BillPage;
import io.voxledger.screening.IgnoredBecause;
import io.voxledger.screening.Reason;
import java.util.List;
import java.util.Map;

/**
 * What became of a file's rows. A row is a JSON document or a CSV line; {@code rowsRead} is the
 * accepted ones, the ignored ones and the bad ones together.
 *
 * @param pages what the good rows hold
 * @param bad for the quarantine
 * @param isDamaged whether the file's pull lacks a page that stands in the quarantine
 */
public record BillReading(
    long rowsRead,
    Map<IgnoredBecause, Long> ignored,
    List<BillPage> pages,
    List<BadRow> bad,
    boolean isDamaged) {

  /**
   * A row for the quarantine.
   *
   * @param line physical, from 1; 1 for a {@code .json} document
   * @param text the row as it stands in the file
   */
  public record BadRow(long line, Reason reason, String detail, String text) {}

  public BillReading {
    ignored = Map.copyOf(ignored);
    pages = List.copyOf(pages);
    bad = List.copyOf(bad);
  }
}
