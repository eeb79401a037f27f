package io.voxledger.rates.imports;

import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.RateSource;
import io.voxledger.time.TimeRange;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Entries laid together into cards: one for each biller and time for which prices hold. */
final class CardSheaf {
  private final PulledFile file;
  private final String source;
  private final String idPrefix;
  private final Map<Place, List<RateEntry>> entries =
      new TreeMap<>(
          Comparator.comparing(Place::biller)
              .thenComparing(place -> place.effective().from())
              .thenComparing(place -> place.effective().until().orElse(Instant.MAX)));

  private record Place(String biller, TimeRange effective) {}

  /** Cards of a source whose pull is one file. */
  CardSheaf(PulledFile file, String source) {
    this(file, source, source);
  }

  private CardSheaf(PulledFile file, String source, String idPrefix) {
    this.file = file;
    this.source = source;
    this.idPrefix = idPrefix;
  }

  /** Cards of a source whose pull may be several files, each with models of the same billers. */
  static CardSheaf ofOneOfSeveral(PulledFile file, String source) {
    return new CardSheaf(file, source, source + ":" + file.name());
  }

  void add(String biller, TimeRange effective, RateEntry entry) {
    entries.computeIfAbsent(new Place(biller, effective), p -> new ArrayList<>()).add(entry);
  }

  List<RateCard> cards() {
    List<RateCard> cards = new ArrayList<>();
    entries.forEach((place, list) -> cards.add(card(place, list)));
    return cards;
  }

  private RateCard card(Place place, List<RateEntry> list) {
    return new RateCard(
        id(place),
        place.biller(),
        "USD",
        place.effective(),
        file.pulled(),
        new RateSource(
            source,
            file.pulled().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
            RateSource.Grade.SECONDARY),
        list,
        file.file(),
        source);
  }

  /** Tells pulls apart, so that a later one is another card and not a conflict. */
  private String id(Place place) {
    String until = place.effective().until().map(end -> ".." + end).orElse("");
    return idPrefix
        + ":"
        + place.biller()
        + ":"
        + place.effective().from()
        + until
        + "@"
        + file.pulled();
  }
}
