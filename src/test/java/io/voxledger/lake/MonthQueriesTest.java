package io.voxledger.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.testing.TestSpark;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the queries of months say of a few rows. */
class MonthQueriesTest {
  private static final LocalDate DAY = LocalDate.parse("2026-09-01");

  private final SparkSession spark = TestSpark.session();

  @AfterEach
  void dropViews() {
    for (String view :
        List.of("charge", "bill_share", "priced_charge", "month_correction", "touched_day")) {
      spark.catalog().dropTempView(view);
    }
  }

  private Dataset<Row> rows(String schema, Row... rows) {
    return spark.createDataFrame(List.of(rows), StructType.fromDDL(schema));
  }

  private static BigDecimal usd(String amount) {
    return new BigDecimal(amount).setScale(12);
  }

  private static Row charge(String session, String account, String meter, String cost) {
    return RowFactory.create(session, "openai", account, DAY, "m", meter, usd(cost));
  }

  private static Row share(String meter, int line, String computed, String billed) {
    return RowFactory.create(
        "openai", "a", DAY, DAY.plusDays(1), "m", meter, line, usd(computed), usd(billed));
  }

  @Test
  void aSessionsShareIsRoundedOnceALine() {
    Dataset<Row> charges =
        rows(
            "session_id STRING, biller STRING, account STRING, billing_date DATE, sku STRING,"
                + " meter STRING, contracted_cost DECIMAL(28,12)",
            charge("both", "a", "input_text", "1"),
            charge("both", "a", "input_audio", "1"),
            charge("both", "a", "output_text", "2"),
            charge("one", "a", "input_text", "1"),
            charge("half", "a", "input_text", "1"),
            charge("half", "without-bill", "input_text", "1"),
            charge("free", "without-bill", "input_text", "0"));
    Dataset<Row> shares =
        rows(
            "biller STRING, account STRING, period_start DATE, period_end DATE, sku STRING,"
                + " meter STRING, line INT, computed_cost DECIMAL(28,12), billed_cost DECIMAL(28,12)",
            share("input_text", 1, "3", "2"),
            share("input_audio", 1, "3", "2"),
            share("output_text", 2, "7", "1"));

    List<String> billed =
        SqlFile.of("session_billed")
            .run(spark, Map.of("charge", charges, "bill_share", shares))
            .orderBy("session_id")
            .collectAsList()
            .stream()
            .map(row -> row.get(0) + " " + row.get(1))
            .toList();

    // both: 2 × 2 ÷ 3 = 1.333333333333 and 1 × 2 ÷ 7 = 0.285714285714; one: 2 × 1 ÷ 3
    assertThat(billed).containsExactly("both 1.619047619047", "half null", "one 0.666666666667");
  }

  @Test
  void aCorrectionIsWhatIsNotBookedYet() {
    String charge =
        "project_id STRING, usage_date DATE, biller STRING, contracted_cost DECIMAL(28,12)";
    Dataset<Row> booked =
        rows(
            "project_id STRING, usage_date DATE, biller STRING, delta_usd DECIMAL(28,12)",
            RowFactory.create("late", DAY, "openai", usd("2")),
            RowFactory.create("gone", DAY, "openai", usd("3")));

    List<String> corrections =
        SqlFile.of("month_correction")
            .run(
                spark,
                Map.of(
                    "priced_charge",
                    rows(
                        charge,
                        RowFactory.create("late", DAY, "openai", usd("6")),
                        RowFactory.create("late", DAY, "openai", usd("1")),
                        RowFactory.create("same", DAY, "openai", usd("4")),
                        RowFactory.create("new", DAY, "livekit", usd("0.000000000001"))),
                    "charge",
                    rows(
                        charge,
                        RowFactory.create("late", DAY, "openai", usd("4")),
                        RowFactory.create("same", DAY, "openai", usd("4"))),
                    "month_correction",
                    booked,
                    "touched_day",
                    rows("usage_date DATE, reason STRING", RowFactory.create(DAY, "late_usage"))))
            .orderBy("project_id")
            .collectAsList()
            .stream()
            .map(
                row ->
                    row.getAs("project_id")
                        + " "
                        + row.getAs("biller")
                        + " "
                        + row.<BigDecimal>getAs("delta_usd").toPlainString())
            .toList();

    // late: 6 + 1 − 4 − 2 = 1; gone: 0 − 0 − 3: the record moved elsewhere again
    assertThat(corrections)
        .containsExactly(
            "gone openai -3.000000000000",
            "late openai 1.000000000000",
            "new livekit 0.000000000001");
  }
}
