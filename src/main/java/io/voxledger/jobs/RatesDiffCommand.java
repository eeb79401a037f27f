package io.voxledger.jobs;

import io.voxledger.lake.Warehouse;
import io.voxledger.rates.CompareRates;
import io.voxledger.rates.CompareRates.Model;
import io.voxledger.rates.CompareRates.Side;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateCardReader;
import io.voxledger.rates.RateCardResult;
import io.voxledger.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code voxledger rates diff}: where prices disagree, or what a new card would change. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the base prices in force on two sides, model by model, and prints left ÷ right.",
      "A side is a biller, a source (rate-card, built-in, litellm, genai-prices, csv), a card's id, "
          + "or a day; @ and a day may follow a name: litellm@2026-09-01. The cards that come with "
          + "Voxledger are always compared too.",
      "With --card, prints what the charges of a month would have cost at the prices of that card, "
          + "as what-if --card does for one that is in use."
    },
    footer = {
      "",
      "Example:",
      "  jobs/voxledger rates diff livekit openai",
      "  jobs/voxledger rates diff litellm genai-prices --biller openai --differing",
      "  jobs/voxledger rates diff 2026-06-01 2026-11-20",
      "  jobs/voxledger rates diff --card new-card.yaml --month 2026-10"
    })
final class RatesDiffCommand implements Callable<Integer> {
  @Mixin private RunOptions common;
  @Mixin private RatesOptions wanted;

  @Parameters(paramLabel = "SIDE", arity = "0..2", description = "what to compare: two sides")
  private List<String> sides = List.of();

  @Option(names = "--differing", description = "only models with another price")
  private boolean differing;

  @Option(names = "--card", paramLabel = "FILE", description = "a rate card that is not in use yet")
  private Path card;

  @Option(
      names = "--month",
      paramLabel = "YYYY-MM",
      description = "whose charges --card prices again (default: the last month)")
  private String month;

  @Override
  public Integer call() throws IOException {
    Settings settings = common.settings();
    if (card != null) {
      effect(settings);
    } else if (sides.size() == 2) {
      compare(settings);
    } else {
      throw new Voxledger.WrongUsage(
          "name two sides to compare, such as livekit openai, or a card with --card");
    }
    return ExitCode.DONE.code();
  }

  private void compare(Settings settings) {
    LandedRates rates = wanted.landed(common, settings).withBuiltIn();
    RatesSides reader = new RatesSides(rates, wanted, common);
    Side left = reader.side(sides.get(0));
    Side right = reader.side(sides.get(1));
    CompareRates.Result result = CompareRates.of(left, right);
    List<Model> models =
        result.models().stream()
            .filter(model -> wanted.wantsModel(model.name()))
            .filter(model -> !differing || !model.isEqual())
            .toList();
    ComparedRates compared = new ComparedRates(left, right, result, models);
    if (common.isJson()) {
      System.out.println(JsonLine.of(compared.json()));
    } else {
      compared.print();
    }
  }

  private void effect(Settings settings) throws IOException {
    RateCard wouldBe = newCard();
    YearMonth of = month();
    CardEffect effect =
        CardEffect.of(
            wouldBe,
            of,
            settings,
            new Warehouse(common.spark(settings), settings.warehouse()),
            common.ratesKnownAt());
    Progress.erase(System.err);
    System.out.println(common.isJson() ? JsonLine.of(effect.json()) : effect.text());
  }

  private RateCard newCard() throws IOException {
    if (!Files.isRegularFile(card)) {
      throw new Voxledger.WrongUsage("there is no file " + card);
    }
    RateCardResult result = RateCardReader.read(Files.readString(card), card.toString());
    if (result instanceof RateCardResult.Accepted accepted) {
      return accepted.card();
    }
    throw new Voxledger.WrongUsage(((RateCardResult.Rejected) result).problem().message());
  }

  private YearMonth month() {
    try {
      return month == null
          ? YearMonth.now(common.clock().withZone(ZoneOffset.UTC)).minusMonths(1)
          : YearMonth.parse(month);
    } catch (DateTimeException e) {
      throw new Voxledger.WrongUsage("--month " + month + " is no month such as 2026-09");
    }
  }
}
