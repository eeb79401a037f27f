package io.voxledger.jobs;

import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.RateLookup;
import io.voxledger.rates.StatedPrice;
import io.voxledger.reports.Shown;
import io.voxledger.reports.TextTable;
import io.voxledger.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code voxledger rates list}: the prices in force at a time. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the prices in force at a time, of the rate files that lie there now.",
    footer = {
      "",
      "Example:",
      "  jobs/voxledger rates list --biller openai --model 'gpt-realtime*' --at 2026-09-01"
    })
final class RatesListCommand implements Callable<Integer> {
  @Mixin private RunOptions common;
  @Mixin private RatesOptions wanted;

  /** An entry with its card, and its first name that it applies to. */
  private record InForce(RateCard card, RateEntry entry, String name) {}

  @Override
  public Integer call() {
    Settings settings = common.settings();
    Instant at = wanted.at(common);
    List<InForce> inForce = inForce(wanted.landed(common, settings), at);
    if (common.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("at", at.toString());
      json.put("rates", inForce.stream().flatMap(rate -> fields(rate).stream()).toList());
      System.out.println(JsonLine.of(json));
    } else {
      print(inForce, at);
    }
    return ExitCode.DONE.code();
  }

  private List<InForce> inForce(LandedRates rates, Instant at) {
    RateBook book = rates.book(common.ratesKnownAt());
    List<InForce> found = new ArrayList<>();
    for (RateCard card : book.cards()) {
      if (card.effective().contains(at) && wanted.wants(card, rates)) {
        for (RateEntry entry : card.entries()) {
          entry
              .names()
              .filter(wanted::wantsModel)
              .filter(name -> applies(book, card, entry, name, at))
              .findFirst()
              .ifPresent(name -> found.add(new InForce(card, entry, name)));
        }
      }
    }
    found.sort(
        Comparator.<InForce, String>comparing(rate -> rate.card().biller())
            .thenComparing(InForce::name));
    return found;
  }

  /** Whether a model of that name would be priced by that very entry. */
  private static boolean applies(
      RateBook book, RateCard card, RateEntry entry, String name, Instant at) {
    String model = name.replaceFirst("\\*$", "");
    return book.find(card.biller(), model, at) instanceof RateLookup.Found found
        && found.rate().card().id().equals(card.id())
        && found.rate().entry().model().equals(entry.model());
  }

  private static void print(List<InForce> inForce, Instant at) {
    TextTable table =
        new TextTable("biller", "model", "meter", "tier", "price", "per", "", "since", "card");
    for (InForce rate : inForce) {
      for (StatedPrice price : StatedPrice.of(rate.entry())) {
        table.row(
            rate.card().biller(),
            rate.name(),
            price.meter().code(),
            RatesText.tier(rate.entry(), price),
            Shown.exact(price.price()),
            Shown.count(rate.entry().per()),
            rate.card().currency(),
            RatesText.day(rate.card().effective().from()),
            rate.card().id());
      }
    }
    System.out.println("In force at " + at + ":");
    System.out.print(table.isEmpty() ? "  no rate\n" : table.toString());
  }

  private static List<Map<String, Object>> fields(InForce rate) {
    return StatedPrice.of(rate.entry()).stream()
        .map(price -> RatesText.fields(rate.card(), rate.entry(), price))
        .toList();
  }
}
