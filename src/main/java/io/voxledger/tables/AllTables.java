package io.voxledger.tables;

import io.voxledger.lake.TableDefinition;
import java.util.List;

/** Every table of the warehouse, in the order of the data flow. */
public final class AllTables {
  public static final List<TableDefinition> ALL =
      List.of(
          UsageTables.USAGE_RECORD,
          UsageTables.SESSION_EVENT,
          UsageTables.USAGE_AGREEMENT,
          CostTables.CHARGE,
          CostTables.SESSION_COST,
          CostTables.PROJECT_COST_DAILY,
          CostTables.PROVIDER_COST_DAILY,
          PlanTables.PROJECT_MONTH,
          PlanTables.PLAN_USAGE,
          WatchTables.BUDGET_STATUS,
          WatchTables.COST_OUTLIER,
          WatchTables.COST_DRIVER,
          WatchTables.HOSTING_COMPARISON,
          RateTables.RATE,
          CostTables.UNPRICED_USAGE,
          CostTables.ESTIMATE_ACCURACY,
          BillTables.BILLED_LINE,
          BillTables.BILLED_QUANTITY,
          BillTables.RECONCILIATION,
          BillTables.RECONCILIATION_CAUSE,
          MonthTables.OPEN_ITEM_MOVEMENT,
          MonthTables.ACCRUAL,
          MonthTables.MONTH_CLOSE,
          MonthTables.MONTH_CORRECTION,
          RunTables.QUARANTINE,
          RunTables.INGESTED_FILE,
          RunTables.RESTATEMENT,
          RunTables.RUN,
          UsageTables.ROW_LOCATOR,
          CostTables.SESSION_DAY,
          CostTables.SKU_COST_DAILY,
          PlanTables.PROJECT_SESSIONS,
          WatchTables.CONNECTION_DAY,
          RunTables.RATE_CARD,
          RunTables.PRICED_CARD,
          RunTables.PRICED_EXCHANGE_RATE,
          BillTables.BILL_FILE,
          BillTables.BILLED_DAY);

  private AllTables() {}
}
