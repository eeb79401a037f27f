package io.voxledger.reports.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.testing.TestSpark;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadFocusAmountsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-09-10T00:00:00Z, 2026-09-11T00:00:00Z, 1",
    "2026-09-01T07:00:00Z, 2026-10-01T07:00:00Z, 30", // months of a biller in California
    "2026-03-01T08:00:00Z, 2026-04-01T07:00:00Z, 31",
    "2026-11-01T07:00:00Z, 2026-12-01T08:00:00Z, 30",
    "2026-09-10T00:00:00Z, 2026-09-10T06:00:00Z, 1",
    "2026-09-10T00:00:00Z, , 1",
    ", , 1",
  })
  void aLineIsForWholeDays(Instant start, Instant end, long days) {
    assertThat(ReadFocusAmounts.days(start, end)).isEqualTo(days);
  }

  // 10.5 + 4 EUR without a rate; what has USD is in the file
  @Test
  void linesWithoutAnExchangeRateAreCountedByCurrency() {
    StructType schema =
        StructType.fromDDL(
            "currency STRING, amount_original DECIMAL(38,18), billed_cost_usd DECIMAL(28,12)");
    List<Row> lines =
        List.of(
            RowFactory.create("EUR", new BigDecimal("10.5"), null),
            RowFactory.create("EUR", new BigDecimal("4"), null),
            RowFactory.create("TRY", new BigDecimal("7"), null),
            RowFactory.create("EUR", new BigDecimal("9"), new BigDecimal("9.9")));

    assertThat(ReadFocusAmounts.withoutRate(TestSpark.session().createDataFrame(lines, schema)))
        .extracting(of -> of.lines() + " " + of.amount().stripTrailingZeros() + " " + of.currency())
        .containsExactly("2 14.5 EUR", "1 7 TRY");
  }
}
