package io.voxledger.jobs;

import io.voxledger.rates.ConsideredRate;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.StatedPrice;
import io.voxledger.reports.Shown;
import io.voxledger.reports.TextTable;
import io.voxledger.yaml.NearestNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code voxledger rates show MODEL}: all that was ever known about the price of a model. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the history of a model's prices: every card that names it, the earliest first, "
          + "and which of them applies at a time."
    },
    footer = {"", "Example:", "  jobs/voxledger rates show gpt-realtime --biller openai"})
final class RatesShowCommand implements Callable<Integer> {
  @Mixin private RunOptions common;
  @Mixin private RatesOptions wanted;

  @Parameters(index = "0", paramLabel = "MODEL", description = "as usage reports it")
  private String model;

  /** A card that names the model, and whether it applies. */
  private record Named(RateCard card, RateEntry entry, ConsideredRate considered) {}

  @Override
  public Integer call() {
    LandedRates rates = wanted.landed(common, common.settings());
    RateBook book = rates.book(common.ratesKnownAt());
    Instant at = wanted.at(common);
    List<Named> history = history(book, rates, at);
    if (history.isEmpty()) {
      throw new Voxledger.NothingToShow(
          "no card names '" + model + "'; nearest: " + String.join(", ", nearest(book)));
    }
    if (common.isJson()) {
      System.out.println(JsonLine.of(json(history, at)));
    } else {
      print(history, at);
    }
    return ExitCode.DONE.code();
  }

  private List<Named> history(RateBook book, LandedRates rates, Instant at) {
    TreeSet<String> billers = new TreeSet<>();
    book.cards().stream()
        .filter(card -> wanted.wants(card, rates))
        .forEach(card -> billers.add(card.biller()));
    List<Named> history = new ArrayList<>();
    for (String biller : billers) {
      for (ConsideredRate considered : book.considered(biller, model, at)) {
        RateCard card = considered.card();
        if (wanted.wants(card, rates)) {
          card.entries().stream()
              .filter(entry -> entry.model().equals(considered.model()))
              .forEach(entry -> history.add(new Named(card, entry, considered)));
        }
      }
    }
    history.sort(
        Comparator.<Named, String>comparing(named -> named.card().biller())
            .thenComparing(named -> named.card().effective().from())
            .thenComparing(named -> named.card().recordedAt()));
    return history;
  }

  private List<String> nearest(RateBook book) {
    TreeSet<String> names = new TreeSet<>();
    book.cards()
        .forEach(card -> card.entries().forEach(entry -> entry.names().forEach(names::add)));
    return NearestNames.of(model, names, 3);
  }

  private void print(List<Named> history, Instant at) {
    System.out.println(model + ", as of " + at + ":");
    for (Named named : history) {
      RateCard card = named.card();
      String until = card.effective().until().map(end -> " until " + RatesText.day(end)).orElse("");
      System.out.println(
          "%n%s %s, from %s%s (card %s, recorded %s, %s): %s"
              .formatted(
                  card.biller(),
                  named.entry().model(),
                  RatesText.day(card.effective().from()),
                  until,
                  card.id(),
                  RatesText.day(card.recordedAt()),
                  card.source().text().orElse("no source"),
                  named.considered().verdict().inWords()));
      TextTable table = new TextTable("meter", "tier", "price", "per", "");
      for (StatedPrice price : StatedPrice.of(named.entry())) {
        table.row(
            price.meter().code(),
            RatesText.tier(named.entry(), price),
            Shown.exact(price.price()),
            Shown.count(named.entry().per()),
            card.currency());
      }
      System.out.print(table);
      RatesText.terms(named.entry()).ifPresent(terms -> System.out.println("  " + terms));
    }
  }

  private Map<String, Object> json(List<Named> history, Instant at) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model);
    json.put("at", at.toString());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Named named : history) {
      for (StatedPrice price : StatedPrice.of(named.entry())) {
        Map<String, Object> fields = RatesText.fields(named.card(), named.entry(), price);
        fields.put("verdict", named.considered().verdict().inWords());
        rows.add(fields);
      }
    }
    json.put("history", rows);
    return json;
  }
}
