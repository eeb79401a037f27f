package io.voxledger.sources.usage;

import static io.voxledger.screening.Reason.CACHED_EXCEEDS_INPUT;

import io.voxledger.measure.Meter;
import io.voxledger.screening.RowProblem;
import java.math.BigDecimal;

/**
 * Tokens of a request without modalities.
 *
 * @param input all input tokens, those read from and written to a cache included
 */
record TokenTotals(
    BigDecimal input, BigDecimal cacheRead, BigDecimal cacheWrite, BigDecimal output) {

  /** Meters all of it as text. */
  ItemDraft meterText(ItemDraft draft) {
    return meter(draft, Meter.INPUT_TEXT, Meter.CACHE_READ_TEXT, Meter.OUTPUT_TEXT);
  }

  /** Meters all of it as tokens that cannot be priced, for nobody knows what they are. */
  ItemDraft meterUnknown(ItemDraft draft) {
    return meter(draft, Meter.INPUT, Meter.CACHE_READ, Meter.OUTPUT);
  }

  private ItemDraft meter(ItemDraft draft, Meter in, Meter cached, Meter out) {
    BigDecimal rest = input.subtract(cacheRead).subtract(cacheWrite);
    if (rest.signum() < 0) {
      throw new RowProblem(
          CACHED_EXCEEDS_INPUT,
          "input tokens "
              + input
              + " are fewer than cached "
              + cacheRead
              + " + written "
              + cacheWrite);
    }
    return draft
        .add(in, rest)
        .add(cached, cacheRead)
        .add(Meter.CACHE_WRITE, cacheWrite)
        .add(out, output)
        .context(input);
  }
}
