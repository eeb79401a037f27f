package io.voxledger.rates;

import java.io.Serializable;

/**
 * Prices of requests above a size: a cliff, for every meter of the request.
 *
 * @param over input tokens of the request, cached included
 * @param inclusive whether a request of exactly {@code over} tokens takes them too
 */
public record LongContext(long over, boolean inclusive, PriceList prices) implements Serializable {
  /** Whether a request of so many input tokens takes these prices. */
  public boolean appliesTo(long contextTokens) {
    return contextTokens > over || (inclusive && contextTokens == over);
  }
}
