package io.voxledger.jobs;

import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateLookup;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** When somebody last compared the cards in use with their source. */
final class CardAges {
  private static final String CHECK = "rates";
  private static final int OLD_DAYS = 90;

  private final RateBook book;
  private final Instant now;

  /** A model that was charged. */
  record Use(String biller, String model) {}

  CardAges(RateBook book, Instant now) {
    this.book = book;
    this.now = now;
  }

  /** One finding for each card in use that nobody has checked for a quarter of a year. */
  List<Finding> findings(List<Use> uses) {
    Map<String, RateCard> inUse = new TreeMap<>();
    for (Use use : uses) {
      if (book.find(use.biller(), use.model(), now) instanceof RateLookup.Found found) {
        inUse.put(found.rate().card().id(), found.rate().card());
      }
    }
    List<Finding> findings = new ArrayList<>();
    inUse.values().forEach(card -> finding(card).ifPresent(findings::add));
    return findings;
  }

  private Optional<Finding> finding(RateCard card) {
    Optional<LocalDate> checked = card.source().checked().flatMap(CardAges::day);
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    if (checked.isPresent() && ChronoUnit.DAYS.between(checked.get(), today) <= OLD_DAYS) {
      return Optional.empty();
    }
    String age =
        checked
            .map(day -> "was last checked on " + day)
            .orElse("does not say when it was last checked");
    String where = card.source().text().map(text -> " with " + text).orElse("");
    return Optional.of(
        Finding.warning(
            CHECK,
            "card " + card.id() + " " + age,
            "Compare its prices" + where + " and write the day into source.checked"));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException noDay) {
      return Optional.empty();
    }
  }
}
