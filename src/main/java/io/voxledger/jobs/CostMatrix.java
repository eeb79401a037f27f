package io.voxledger.jobs;

import io.voxledger.reports.Shown;
import io.voxledger.reports.TextTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Costs as projects down and providers across, the dearest first; what is small is summed up. */
final class CostMatrix {
  private static final int PROJECTS = 15;
  private static final int PROVIDERS = 6;
  private static final String OTHERS = "others";

  private final Map<String, Map<String, BigDecimal>> cells = new HashMap<>();
  private final Map<String, BigDecimal> byProject = new HashMap<>();
  private final Map<String, BigDecimal> byProvider = new HashMap<>();
  private BigDecimal total = BigDecimal.ZERO;

  /**
   * @param costs by {@code project_id} and {@code provider}
   */
  CostMatrix(List<Row> costs) {
    for (Row row : costs) {
      BigDecimal cost = row.getAs("cost");
      cells
          .computeIfAbsent(row.getAs("project_id"), project -> new HashMap<>())
          .merge(row.getAs("provider"), cost, BigDecimal::add);
      byProject.merge(row.getAs("project_id"), cost, BigDecimal::add);
      byProvider.merge(row.getAs("provider"), cost, BigDecimal::add);
      total = total.add(cost);
    }
  }

  @Override
  public String toString() {
    if (cells.isEmpty()) {
      return "  nothing has a cost yet\n";
    }
    List<String> projects = dearest(byProject);
    List<String> providers = dearest(byProvider);
    List<String> shownProviders = first(providers, PROVIDERS);
    boolean hasOthers = shownProviders.size() < providers.size();
    List<String> header = new ArrayList<>(List.of("project"));
    header.addAll(shownProviders);
    if (hasOthers) {
      header.add(OTHERS);
    }
    header.add("total");
    TextTable table = new TextTable(header.toArray(new String[0]));
    List<String> shown = first(projects, PROJECTS);
    for (String project : shown) {
      add(table, project, cells.get(project), hasOthers ? shownProviders : providers);
    }
    if (shown.size() < projects.size()) {
      List<String> rest = projects.subList(shown.size(), projects.size());
      add(table, Shown.count(rest.size()) + " more", sum(rest), shownProviders);
    }
    add(table, "total", byProvider, shownProviders);
    return table.toString();
  }

  private Map<String, BigDecimal> sum(List<String> projects) {
    Map<String, BigDecimal> sum = new HashMap<>();
    projects.forEach(
        project -> cells.get(project).forEach((p, cost) -> sum.merge(p, cost, BigDecimal::add)));
    return sum;
  }

  private void add(
      TextTable table, String name, Map<String, BigDecimal> costs, List<String> providers) {
    BigDecimal all = costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal rest = all;
    List<Object> cellsOfRow = new ArrayList<>(List.of(name));
    for (String provider : providers) {
      BigDecimal cost = costs.get(provider);
      cellsOfRow.add(cost == null ? "" : money(cost));
      rest = cost == null ? rest : rest.subtract(cost);
    }
    if (providers.size() < byProvider.size()) {
      cellsOfRow.add(money(rest));
    }
    cellsOfRow.add(money(all));
    table.row(cellsOfRow.toArray());
  }

  private String money(BigDecimal usd) {
    return Shown.rounded(usd, decimals(total));
  }

  /** Cents for large sums; more for small ones, which would otherwise all be 0.00. */
  static int decimals(BigDecimal largest) {
    if (largest.abs().compareTo(BigDecimal.valueOf(1000)) >= 0) {
      return 2;
    }
    return largest.abs().compareTo(BigDecimal.ONE) >= 0 ? 4 : 6;
  }

  private static List<String> dearest(Map<String, BigDecimal> costs) {
    return costs.entrySet().stream()
        .sorted(
            Map.Entry.<String, BigDecimal>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> first(List<String> names, int limit) {
    return names.size() <= limit ? names : names.subList(0, limit);
  }
}
