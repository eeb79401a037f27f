package io.voxledger.rates.spark;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.rates.DailyRate;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.tables.RunTables;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The exchange rates that usage was priced with last. */
final class PricedExchangeRates {
  private final SparkSession spark;
  private final LakeTable table;

  PricedExchangeRates(Warehouse warehouse) {
    this.spark = warehouse.spark();
    this.table = warehouse.table(RunTables.PRICED_EXCHANGE_RATE);
  }

  ExchangeRates read() {
    return table.version() > 0
        ? ExchangeRates.of(
            table.read().collectAsList().stream().map(PricedExchangeRates::rate).toList())
        : ExchangeRates.NONE;
  }

  void publish(ExchangeRates now, String runId) {
    List<Row> rows =
        now.rates().stream()
            .map(
                rate ->
                    RowFactory.create(rate.currency(), rate.date(), rate.usd().toString(), runId))
            .toList();
    table.replaceAll(
        spark.createDataFrame(rows, RunTables.PRICED_EXCHANGE_RATE.schema()).coalesce(1));
  }

  private static DailyRate rate(Row row) {
    return new DailyRate(
        row.getAs("rate_date"), row.getAs("currency"), new BigDecimal(row.<String>getAs("usd")));
  }
}
