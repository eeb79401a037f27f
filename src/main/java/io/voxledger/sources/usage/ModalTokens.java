package io.voxledger.sources.usage;

import static io.voxledger.screening.Reason.CACHED_EXCEEDS_INPUT;
import static io.voxledger.screening.Reason.DETAILS_EXCEED_TOTAL;

import io.voxledger.measure.Meter;
import io.voxledger.screening.RowProblem;
import io.voxledger.usage.Flag;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Tokens of a speech model by modality, as OpenAI and Gemini report them: totals, and details that
 * should add up to them. An absent total is the sum of its details.
 *
 * @param input details of all input tokens, cached ones included
 * @param cached details of the cached tokens; they win over {@code cachedTotal}
 */
record ModalTokens(
    Optional<BigDecimal> inputTotal,
    Modalities input,
    Optional<BigDecimal> cachedTotal,
    Modalities cached,
    Optional<BigDecimal> outputTotal,
    Modalities output) {

  /**
   * Meters disjoint quantities; those of a direction whose modalities are all 0 go to its meter
   * without a modality.
   */
  ItemDraft meter(ItemDraft draft) {
    return meter(draft, BigDecimal.ZERO);
  }

  /**
   * As {@link #meter(ItemDraft)}, where so many of the uncached text tokens were written to a
   * cache.
   */
  ItemDraft meter(ItemDraft draft, BigDecimal cacheWrite) {
    BigDecimal all = inputTotal.orElseGet(input::sum);
    BigDecimal fromCache = cached.isZero() ? cachedTotal.orElse(BigDecimal.ZERO) : cached.sum();
    Modalities in = complete("input", all, input, draft);
    Modalities out = complete("output", outputTotal.orElseGet(output::sum), output, draft);
    requireWithin("cached", fromCache, all);
    if (in.isZero()) {
      requireWithin("cached and written", fromCache.add(cacheWrite), all);
      draft
          .add(Meter.INPUT, all.subtract(fromCache).subtract(cacheWrite))
          .add(Meter.CACHE_READ, fromCache);
    } else {
      meterInput(draft, in, cachedOf(in, fromCache, draft), cacheWrite);
    }
    draft.add(Meter.CACHE_WRITE, cacheWrite).context(all);
    if (out.isZero()) {
      return draft.add(Meter.OUTPUT, outputTotal.orElse(BigDecimal.ZERO));
    }
    return draft
        .add(Meter.OUTPUT_TEXT, out.text())
        .add(Meter.OUTPUT_AUDIO, out.audio())
        .add(Meter.OUTPUT_IMAGE, out.image());
  }

  /** The details, with what is missing from the total as text; left at 0 when they tell nothing. */
  private static Modalities complete(
      String direction, BigDecimal total, Modalities details, ItemDraft draft) {
    BigDecimal rest = total.subtract(details.sum());
    if (rest.signum() < 0) {
      throw new RowProblem(
          DETAILS_EXCEED_TOTAL,
          direction + " tokens " + total + " are fewer than their details " + details.sum());
    }
    if (rest.signum() == 0 || details.isZero()) {
      return details;
    }
    draft.flag(Flag.REMAINDER_AS_TEXT);
    return details.plusText(rest);
  }

  private Modalities cachedOf(Modalities in, BigDecimal fromCache, ItemDraft draft) {
    if (!cached.isZero() || fromCache.signum() == 0) {
      return cached;
    }
    draft.flag(Flag.CACHED_SPLIT_ASSUMED);
    return in.first(fromCache);
  }

  private static void meterInput(
      ItemDraft draft, Modalities in, Modalities fromCache, BigDecimal cacheWrite) {
    requireWithin("cached and written text", fromCache.text().add(cacheWrite), in.text());
    requireWithin("cached audio", fromCache.audio(), in.audio());
    requireWithin("cached image", fromCache.image(), in.image());
    draft
        .add(Meter.INPUT_TEXT, in.text().subtract(fromCache.text()).subtract(cacheWrite))
        .add(Meter.INPUT_AUDIO, in.audio().subtract(fromCache.audio()))
        .add(Meter.INPUT_IMAGE, in.image().subtract(fromCache.image()))
        .add(Meter.CACHE_READ_TEXT, fromCache.text())
        .add(Meter.CACHE_READ_AUDIO, fromCache.audio())
        .add(Meter.CACHE_READ_IMAGE, fromCache.image());
  }

  private static void requireWithin(String what, BigDecimal part, BigDecimal whole) {
    if (part.compareTo(whole) > 0) {
      throw new RowProblem(
          CACHED_EXCEEDS_INPUT, what + " tokens " + part + " exceed the input of " + whole);
    }
  }
}
