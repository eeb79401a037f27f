package io.voxledger.jobs;

import io.voxledger.costs.plans.ComparePlan;
import io.voxledger.costs.plans.Plan;
import io.voxledger.costs.plans.PlanUse;
import io.voxledger.costs.plans.Plans;
import io.voxledger.costs.spark.RepriceMonth;
import io.voxledger.costs.whatif.CompareModels;
import io.voxledger.costs.whatif.RepriceCharge;
import io.voxledger.costs.whatif.Scenario;
import io.voxledger.costs.whatif.Swap;
import io.voxledger.costs.whatif.WhatIf;
import io.voxledger.lake.PublishedTables;
import io.voxledger.lake.Warehouse;
import io.voxledger.pricing.Pricer;
import io.voxledger.rates.AppliedTier;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.spark.RateStore;
import io.voxledger.reports.WhatIfReport;
import io.voxledger.settings.Settings;
import io.voxledger.tables.RunTables;
import io.voxledger.yaml.NearestNames;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voxledger what-if}. */
@Command(
    name = "what-if",
    mixinStandardHelpOptions = true,
    description = {
      "Prices a month's real usage again: on another model, route, tier, rate card or plan, "
          + "or without caching; tells what is assumed, and compares the models that were used on "
          + "sessions that are like one another. Nothing is written."
    },
    footer = {
      "",
      "Example:",
      "  jobs/voxledger what-if --month 2026-09"
          + " --swap openai/gpt-realtime=google/gemini-live-2.5-flash",
      "  jobs/voxledger what-if --month 2026-09 --route direct --json"
    })
final class WhatIfCommand implements Callable<Integer> {
  private static final Set<String> ROUTES = Set.of("direct", "livekit-inference");

  @Mixin private RunOptions common;

  @Option(names = "--month", required = true, paramLabel = "MONTH", description = "UTC: 2026-09")
  private YearMonth month;

  @Option(
      names = "--swap",
      paramLabel = "FROM=TO",
      description = "one model instead of another, as provider/model; may be repeated")
  private List<String> swaps = new ArrayList<>();

  @Option(names = "--route", paramLabel = "ROUTE", description = "direct or livekit-inference")
  private String route;

  @Option(names = "--tier", paramLabel = "TIER", description = "service tier of all models")
  private String tier;

  @Option(
      names = "--card",
      paramLabel = "ID",
      description = "a rate card, whenever it was in force, before all others")
  private String card;

  @Option(
      names = "--plan",
      paramLabel = "NAME",
      description = "a LiveKit plan of plans.yaml, for every LiveKit account")
  private String plan;

  @Option(names = "--no-cache", description = "cached tokens cost what others do")
  private boolean noCache;

  @Override
  public Integer call() {
    LocalDate first = month.atDay(1);
    Scenario scenario = scenario();
    Settings settings = common.settings();
    checkThatThePlanIsKnown(settings.plans());
    Progress progress = common.progress();
    progress.stage("opening " + settings.warehouse());
    SparkSession spark = common.spark(settings);
    PublishedTables tables = NewestRun.tables(new Warehouse(spark, settings.warehouse()));
    RepriceMonth reprice = new RepriceMonth(spark, tables, first);
    progress.stage("pricing " + month + " again");
    Optional<WhatIf> result =
        isEmpty(scenario) ? Optional.empty() : Optional.of(reprice(reprice, tables, settings));
    List<CompareModels.Comparison> models = CompareModels.pairs(reprice.modelSessions());
    List<ComparePlan> plans = plan == null ? List.of() : plans(reprice, settings.plans());
    result.ifPresent(whatIf -> checkThatItSaysSomething(whatIf, models));
    if (result.isEmpty() && plan == null && models.isEmpty()) {
      throw new Voxledger.WrongUsage(
          "nothing is supposed, and no two models were used on like sessions in "
              + month
              + "; give --swap, --route, --tier, --card, --plan or --no-cache");
    }
    if (plan != null && plans.isEmpty()) {
      throw new Voxledger.NothingToShow(
          "no LiveKit account was used or had a plan in "
              + month
              + ", so --plan changes nothing; look at --month");
    }
    Progress.erase(System.err);
    WhatIfReport report =
        new WhatIfReport(
            month.toString(), scenario, settings.tokenFactors(), result, models, plans);
    System.out.println(common.isJson() ? JsonLine.of(report.json()) : report.text());
    return ExitCode.DONE.code();
  }

  private Scenario scenario() {
    if (route != null && !ROUTES.contains(route)) {
      throw new Voxledger.WrongUsage(
          "--route " + route + " is neither direct nor livekit-inference");
    }
    List<Swap> parsed =
        swaps.stream()
            .map(
                text ->
                    Swap.parse(text)
                        .orElseThrow(
                            () ->
                                new Voxledger.WrongUsage(
                                    "--swap "
                                        + text
                                        + " is no swap such as"
                                        + " openai/gpt-realtime=google/gemini-live-2.5-flash")))
            .toList();
    if (parsed.stream()
            .map(swap -> List.of(swap.fromProvider(), swap.fromModel()))
            .distinct()
            .count()
        < parsed.size()) {
      throw new Voxledger.WrongUsage("--swap names one model twice as that which is swapped");
    }
    return new Scenario(parsed, route, tier, noCache);
  }

  private boolean isEmpty(Scenario scenario) {
    return scenario.equals(new Scenario(List.of(), null, null, false)) && card == null;
  }

  private WhatIf reprice(RepriceMonth reprice, PublishedTables tables, Settings settings) {
    RateBook book = RateStore.of(tables.read(RunTables.RATE_CARD), common.ratesKnownAt()).book();
    checkThatATierIsKnown(book);
    return reprice.reprice(
        new RepriceCharge(
            scenario(),
            settings.tokenFactors(),
            new Pricer(book, settings.agreedPrices()),
            Optional.ofNullable(card)
                .map(id -> CardEffect.pricer(card(book, id), book, settings.agreedPrices())),
            CardEffect.endOf(month)));
  }

  /** A tier that no card names would leave every cost as it is. */
  private void checkThatATierIsKnown(RateBook book) {
    if (tier == null || AppliedTier.isBase(tier.toLowerCase(Locale.ROOT))) {
      return;
    }
    TreeSet<String> known = new TreeSet<>();
    book.cards().forEach(c -> c.entries().forEach(entry -> known.addAll(entry.tiers().keySet())));
    if (!known.contains(tier.toLowerCase(Locale.ROOT))) {
      throw unknown("--tier", tier, List.copyOf(known));
    }
  }

  private static RateCard card(RateBook book, String id) {
    return book.cards().stream()
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown("--card", id, book.cards().stream().map(RateCard::id).toList()));
  }

  private void checkThatThePlanIsKnown(Plans plans) {
    if (plan != null && plans.named(plan).isEmpty()) {
      throw unknown("--plan", plan, plans.all().stream().map(Plan::name).toList());
    }
  }

  private static Voxledger.WrongUsage unknown(String option, String name, List<String> known) {
    String nearest =
        NearestNames.nearest(name, known).map(n -> "; did you mean '" + n + "'?").orElse("");
    return new Voxledger.WrongUsage(option + " " + name + " is not known" + nearest);
  }

  /** Accounts that were used, and those whose fee is due without any use. */
  private List<ComparePlan> plans(RepriceMonth reprice, Plans known) {
    LocalDate first = month.atDay(1);
    Map<String, List<PlanUse>> uses = reprice.planUses();
    TreeSet<String> accounts = new TreeSet<>(uses.keySet());
    accounts.addAll(known.accounts(first));
    return accounts.stream()
        .map(
            account ->
                ComparePlan.of(
                    account,
                    first,
                    known.of(account, first),
                    planFor(account, known),
                    uses.getOrDefault(account, List.of())))
        .toList();
  }

  private Plan planFor(String account, Plans known) {
    return known
        .named(plan, account, month.atDay(1))
        .orElseThrow(
            () ->
                new Voxledger.WrongUsage(
                    "--plan "
                        + plan
                        + " has several terms in plans.yaml, those of "
                        + known.named(plan).stream().map(Plan::account).distinct().toList()
                        + ", and account "
                        + account
                        + " has none of them; give each its own name there"));
  }

  private void checkThatItSaysSomething(WhatIf whatIf, List<CompareModels.Comparison> models) {
    if (whatIf.lines().isEmpty()) {
      throw new Voxledger.NothingToShow(nothingChanged(models));
    }
    if (whatIf.lines().stream().allMatch(line -> line.supposed().cost().isEmpty())) {
      throw new Voxledger.NothingToShow(
          "nothing of that has a price; " + whatIf.lines().get(0).supposed().problem());
    }
  }

  private String nothingChanged(List<CompareModels.Comparison> models) {
    String used =
        models.isEmpty()
            ? ""
            : "; among others it used "
                + models.stream().map(CompareModels.Comparison::modelA).distinct().toList();
    return "nothing in "
        + month
        + " is about that: no charge would be another"
        + used
        + ". Look at the models in table charge, and at --month";
  }
}
