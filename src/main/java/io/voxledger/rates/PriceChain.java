package io.voxledger.rates;

import static io.voxledger.measure.Meter.CACHE_READ_AUDIO;
import static io.voxledger.measure.Meter.CACHE_READ_IMAGE;
import static io.voxledger.measure.Meter.CACHE_READ_TEXT;
import static io.voxledger.measure.Meter.INPUT;
import static io.voxledger.measure.Meter.INPUT_AUDIO;
import static io.voxledger.measure.Meter.INPUT_IMAGE;
import static io.voxledger.measure.Meter.INPUT_TEXT;
import static io.voxledger.usage.Flag.NO_CACHED_RATE;
import static io.voxledger.usage.Flag.NO_CACHE_WRITE_RATE;

import io.voxledger.measure.Meter;
import io.voxledger.usage.Flag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the price of a meter is looked for: the meter, then its generic one, then, flagged, for
 * cached tokens the price of uncached ones. Output never falls back to input, audio never to text.
 */
public final class PriceChain {
  private static final Map<Meter, Meter> UNCACHED =
      Map.of(
          CACHE_READ_TEXT, INPUT_TEXT,
          CACHE_READ_AUDIO, INPUT_AUDIO,
          CACHE_READ_IMAGE, INPUT_IMAGE);
  private static final Map<Meter, List<Link>> CHAINS = new EnumMap<>(Meter.class);

  static {
    for (Meter meter : Meter.values()) {
      CHAINS.put(meter, chain(meter));
    }
  }

  /** One place to look. */
  public record Link(Meter meter, Flag flagOrNull) {
    public Optional<Flag> flag() {
      return Optional.ofNullable(flagOrNull);
    }
  }

  private PriceChain() {}

  /** The places for that meter, in order. */
  public static List<Link> of(Meter meter) {
    return CHAINS.get(meter);
  }

  private static List<Link> chain(Meter meter) {
    List<Link> links = new ArrayList<>();
    links.add(new Link(meter, null));
    meter.generic().ifPresent(generic -> links.add(new Link(generic, null)));
    if (meter.isCacheRead()) {
      if (UNCACHED.containsKey(meter)) {
        links.add(new Link(UNCACHED.get(meter), NO_CACHED_RATE));
      }
      links.add(new Link(INPUT, NO_CACHED_RATE));
    } else if (meter.isCacheWrite()) {
      links.add(new Link(INPUT_TEXT, NO_CACHE_WRITE_RATE));
      links.add(new Link(INPUT, NO_CACHE_WRITE_RATE));
    }
    return List.copyOf(links);
  }
}
