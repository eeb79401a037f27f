package io.voxledger.billed;

import io.voxledger.usage.RowOrigin;
import java.util.List;
import java.util.OptionalInt;

/**
 * One page of a pull; a whole file where the format has no pages.
 *
 * @param number the page's own number, where it has one
 * @param hasMore whether the biller says that further pages follow
 * @param defaultScope the scope of a pull that names none, because it has no line
 */
public record BillPage(
    PullKey pull,
    RowOrigin origin,
    OptionalInt number,
    boolean hasMore,
    String defaultScope,
    List<BillBucket> buckets) {
  public BillPage {
    buckets = List.copyOf(buckets);
  }
}
