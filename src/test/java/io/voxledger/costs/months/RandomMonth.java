package io.voxledger.costs.months;

import io.voxledger.costs.budgets.Budgets;
import io.voxledger.costs.plans.MeasurePlan;
import io.voxledger.costs.plans.PlanMonth;
import io.voxledger.costs.plans.PlanUse;
import io.voxledger.costs.plans.Plans;
import io.voxledger.costs.plans.ProjectUse;
import io.voxledger.measure.Kind.CostFamily;
import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Sessions of two LiveKit accounts and of OpenAI in September 2026, of any projects. */
final class RandomMonth {
  static final LocalDate MONTH = LocalDate.parse("2026-09-01");

  /** A charge of a session. */
  record Use(int session, String biller, String account, LocalDate day, Sku sku, BigDecimal units) {
    BigDecimal cost() {
      return Rounding.cost(units, sku.price, sku.per);
    }
  }

  /** What can be used; one price each. */
  enum Sku {
    WEBRTC("webrtc", Meter.WEBRTC_SECONDS, "0.0005", 60, CostFamily.TRANSPORT),
    AGENT("agent", Meter.AGENT_SESSION_SECONDS, "0.01", 60, CostFamily.PLATFORM),
    SIP("sip-third-party", Meter.SIP_SECONDS, "0.004", 60, CostFamily.TELEPHONY),
    FREE("data-channel", Meter.DOWNSTREAM_BYTES, "0", 1, CostFamily.TRANSPORT),
    GPT("openai/gpt-4.1", Meter.OUTPUT_TEXT, "8", 1_000_000, CostFamily.AI);

    final String code;
    final Meter meter;
    final BigDecimal price;
    final long per;
    final CostFamily family;

    Sku(String code, Meter meter, String price, long per, CostFamily family) {
      this.code = code;
      this.meter = meter;
      this.price = new BigDecimal(price);
      this.per = per;
      this.family = family;
    }

    boolean inference() {
      return this == GPT;
    }
  }

  final Plans plans;
  final List<String> projects = new ArrayList<>();
  final List<Use> uses = new ArrayList<>();

  RandomMonth(Random random, Plans plans) {
    this.plans = plans;
    int sessions = 1 + random.nextInt(30);
    int names = 1 + random.nextInt(6);
    for (int session = 0; session < sessions; session++) {
      projects.add("project-" + random.nextInt(names));
      for (int use = random.nextInt(5); use >= 0; use--) {
        uses.add(use(random, session));
      }
    }
  }

  private static Use use(Random random, int session) {
    LocalDate day = MONTH.plusDays(random.nextInt(30));
    if (random.nextInt(4) == 0) {
      return new Use(session, "openai", "proj", day, Sku.GPT, units(random, 500_000));
    }
    Sku sku = Sku.values()[random.nextInt(Sku.values().length)];
    String account = random.nextInt(3) == 0 ? "p_other" : "p_ship";
    return new Use(
        session, "livekit", account, day, sku, units(random, sku.inference() ? 400_000 : 3_000));
  }

  private static BigDecimal units(Random random, int below) {
    return Rounding.quantity(BigDecimal.valueOf(1 + random.nextInt(below)));
  }

  /** The same month with one session charged to another project. */
  List<String> moved(int session, String project) {
    List<String> others = new ArrayList<>(projects);
    others.set(session, project);
    return others;
  }

  List<PlanMonth> planMonths() {
    TreeSet<String> accounts = new TreeSet<>(plans.accounts(MONTH));
    uses.stream().filter(u -> u.biller().equals("livekit")).forEach(u -> accounts.add(u.account()));
    return accounts.stream()
        .map(
            account ->
                MeasurePlan.measure(account, MONTH, plans.of(account, MONTH), planUses(account)))
        .toList();
  }

  private List<PlanUse> planUses(String account) {
    return uses.stream()
        .filter(use -> use.biller().equals("livekit") && use.account().equals(account))
        .map(
            use ->
                new PlanUse(
                    use.day(),
                    use.sku().code,
                    use.sku().meter,
                    use.sku().inference(),
                    Instant.EPOCH,
                    use.sku().price,
                    use.sku().per,
                    use.units(),
                    use.cost()))
        .toList();
  }

  List<ProjectMonth> rows(List<String> projectOfSession) {
    List<ProjectSkuCost> costs =
        uses.stream()
            .map(
                use ->
                    new ProjectSkuCost(
                        use.biller(),
                        use.account(),
                        use.sku().family,
                        new ProjectUse(
                            projectOfSession.get(use.session()),
                            use.sku().code,
                            use.biller().equals("livekit") && use.sku().inference(),
                            use.units(),
                            use.cost()),
                        use.cost()))
            .toList();
    return SumProjectMonths.sum(
        new MonthFacts(
            MONTH, costs, Map.of(), planMonths(), Map.of(), Map.of(), Map.of(), Budgets.NONE));
  }
}
