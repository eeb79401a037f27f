package io.voxledger.rates;

import io.voxledger.measure.Meter;
import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was agreed with billers. Immutable, thread-safe; serialized as its entries. */
public final class AgreedPrices implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX_CACHED = 50_000;

  /** A named account before a glob, then a named model, then a named meter, then the first. */
  private static final Comparator<AgreedPrice> MOST_SPECIFIC_FIRST =
      Comparator.<AgreedPrice, Boolean>comparing(price -> price.account().isPattern())
          .thenComparing(price -> price.model().isPattern())
          .thenComparing(price -> price.meter().isEmpty());

  /** Nothing was agreed: the contracted price is the list price. */
  public static final AgreedPrices NONE = new AgreedPrices(List.of());

  private final List<AgreedPrice> prices;
  private final transient Map<Usage, List<AgreedPrice>> cache = new ConcurrentHashMap<>();

  /**
   * Whose usage of what.
   *
   * @param biller as in the usage record
   * @param model as reported
   * @param entryModel the rate entry's
   */
  public record Usage(String biller, String account, String model, String entryModel) {}

  /** The entries in the order in which they stand in the file. */
  public AgreedPrices(List<AgreedPrice> prices) {
    this.prices = prices.stream().sorted(MOST_SPECIFIC_FIRST).toList();
  }

  /** The prices, the most specific first. */
  public List<AgreedPrice> prices() {
    return prices;
  }

  public boolean isEmpty() {
    return prices.isEmpty();
  }

  /** What was agreed about that usage at whatever time and meter, the most specific first. */
  public List<AgreedPrice> about(Usage usage) {
    if (prices.isEmpty()) {
      return prices;
    }
    List<AgreedPrice> known = cache.get(usage);
    if (known != null) {
      return known;
    }
    List<AgreedPrice> matching = prices.stream().filter(price -> matches(price, usage)).toList();
    if (cache.size() < MAX_CACHED) {
      cache.put(usage, matching);
    }
    return matching;
  }

  /** The entry that wins, of those {@link #about} a usage. */
  public static Optional<AgreedPrice> winner(List<AgreedPrice> about, Meter meter, Instant t) {
    for (AgreedPrice price : about) {
      if (price.holds(meter, t)) {
        return Optional.of(price);
      }
    }
    return Optional.empty();
  }

  private static boolean matches(AgreedPrice price, Usage usage) {
    return price.biller().equalsIgnoreCase(usage.biller())
        && price.matches(usage.account(), usage.model(), usage.entryModel());
  }

  private Object readResolve() {
    return new AgreedPrices(prices);
  }
}
