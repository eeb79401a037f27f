package io.voxledger.reconciliation;

import static java.util.stream.Collectors.groupingBy;

import io.voxledger.measure.Meter;
import io.voxledger.money.LargestRemainder;
import io.voxledger.usage.ProjectRules;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Shares the rows of a reconciliation out to projects: what is billed for a row by the contracted
 * cost that it is compared with; what is compared with nothing (a tax, a fee, an unknown line) by
 * that of the whole period; and what no project has any part of is {@link ProjectRules#UNASSIGNED}.
 * The sum over projects is what was billed.
 */
public final class ShareBills {
  private record Line(Optional<String> sku, Optional<Meter> meter) {
    static Line of(RowKey key) {
      return new Line(key.sku(), key.meter());
    }
  }

  private ShareBills() {}

  /**
   * The parts of some periods' bills by project, USD.
   *
   * @param rows all rows of these periods; totals are passed over
   * @param costs by project, at least those of the periods
   */
  public static Map<String, BigDecimal> byProject(
      Collection<BilledRow> rows, Collection<ProjectCost> costs) {
    Map<Payer, List<ProjectCost>> byPayer =
        costs.stream().collect(groupingBy(cost -> Payer.of(cost.cost())));
    Map<String, BigDecimal> shares = new HashMap<>();
    rows.stream()
        .collect(groupingBy(row -> row.key().period()))
        .forEach(
            (period, ofPeriod) ->
                share(
                    ofPeriod,
                    byPayer.getOrDefault(Payer.of(period), List.of()).stream()
                        .filter(cost -> cost.cost().isIn(period))
                        .toList(),
                    shares));
    return shares;
  }

  /** A row's key and what is billed for it. */
  public record BilledRow(RowKey key, BigDecimal billed) {}

  private static void share(
      List<BilledRow> rows, List<ProjectCost> costs, Map<String, BigDecimal> shares) {
    Map<Line, BilledRow> lines = new HashMap<>();
    rows.stream()
        .filter(row -> row.key().scope() == Scope.LINE)
        .forEach(row -> lines.put(Line.of(row.key()), row));
    Map<Line, List<ProjectCost>> ofLine =
        costs.stream().collect(groupingBy(cost -> line(cost, lines)));
    for (BilledRow row : rows) {
      if (row.key().scope() != Scope.TOTAL && row.billed().signum() != 0) {
        List<ProjectCost> own =
            row.key().scope() == Scope.LINE
                ? ofLine.getOrDefault(Line.of(row.key()), List.of())
                : List.of();
        LargestRemainder.shares(row.billed(), weights(own, costs))
            .forEach((project, usd) -> shares.merge(project, usd, BigDecimal::add));
      }
    }
  }

  /** The row that a cost is compared in, as {@link MatchLines} chose it. */
  private static Line line(ProjectCost cost, Map<Line, BilledRow> lines) {
    Optional<String> sku = Optional.of(cost.cost().cost().sku());
    Meter meter = cost.cost().cost().meter();
    Line own = new Line(sku, Optional.of(meter));
    return Stream.of(own, new Line(sku, meter.generic()), new Line(sku, Optional.empty()))
        .filter(lines::containsKey)
        .findFirst()
        .orElse(own);
  }

  private static Map<String, BigDecimal> weights(List<ProjectCost> own, List<ProjectCost> all) {
    Map<String, BigDecimal> weights = sums(own);
    if (weights.isEmpty()) {
      weights = sums(all);
    }
    return weights.isEmpty() ? Map.of(ProjectRules.UNASSIGNED, BigDecimal.ONE) : weights;
  }

  /** Without projects that cost nothing. */
  private static Map<String, BigDecimal> sums(List<ProjectCost> costs) {
    Map<String, BigDecimal> sums = new HashMap<>();
    for (ProjectCost cost : costs) {
      BigDecimal usd = cost.cost().cost().contractedCost();
      if (usd.signum() > 0) {
        sums.merge(cost.projectId(), usd, BigDecimal::add);
      }
    }
    return sums;
  }
}
