package io.voxledger.costs.spark;

import io.voxledger.costs.budgets.BudgetScope;
import io.voxledger.costs.budgets.BudgetStatus;
import io.voxledger.costs.budgets.JudgeSession;
import io.voxledger.costs.budgets.Outlook;
import io.voxledger.costs.budgets.ProjectDay;
import io.voxledger.money.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Statuses as rows of {@code budget_status}. */
final class BudgetRows {
  private BudgetRows() {}

  static Row of(BudgetStatus status, String runId) {
    Optional<Outlook> outlook = status.outlook();
    return RowFactory.create(
        status.scope().code(),
        status.id(),
        status.asOf(),
        status.basis().code(),
        Rounding.cost(status.limit().usd()),
        Rounding.cost(status.spentUsd()),
        status.limit().usedPct(status.spentUsd()).orElse(null),
        status.status().code(),
        status.decision().status().code(),
        status.decision().decidedBy().map(BudgetScope::code).orElse(null),
        outlook.map(Outlook::expected).map(Rounding::cost).orElse(null),
        outlook.map(Outlook::low).map(Rounding::cost).orElse(null),
        outlook.map(Outlook::high).map(Rounding::cost).orElse(null),
        outlook.flatMap(Outlook::exhausted).orElse(null),
        runId);
  }

  /** All that a row says but for the run that wrote it. */
  static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size() - 1; i++) {
      values.add(row.get(i));
    }
    return values;
  }

  /**
   * At most one row.
   *
   * @param session with session_id, project_id, session_date, ai_cost_usd and total_cost_usd
   */
  static List<Row> of(JudgeSession judge, Row session, String runId) {
    ProjectDay cost =
        new ProjectDay(
            session.getAs("project_id"),
            session.getAs("session_date"),
            session.getAs("ai_cost_usd"),
            session.getAs("total_cost_usd"));
    return judge.judge(session.getAs("session_id"), cost).stream()
        .map(status -> of(status, runId))
        .toList();
  }
}
