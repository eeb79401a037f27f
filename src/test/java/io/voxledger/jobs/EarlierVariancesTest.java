package io.voxledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class EarlierVariancesTest {
  private static final StructType TOTAL =
      StructType.fromDDL(
          "biller STRING, account STRING, period_start DATE, period_end DATE, status STRING, variance DECIMAL(28,12)");

  private static Row total(String start, String end, String status, String variance) {
    Object[] values = {
      "livekit", "p", LocalDate.parse(start), LocalDate.parse(end), status, new BigDecimal(variance)
    };
    return new GenericRowWithSchema(values, TOTAL);
  }

  @Test
  void whatIsNotShownOtherwiseIsNamedTheLargestFirst() {
    EarlierVariances earlier =
        EarlierVariances.of(
            List.of(
                total("2026-08-01", "2026-09-01", "over_billed", "1.5"),
                total("2026-07-01", "2026-08-01", "explained", "-1671.1"),
                total("2026-06-01", "2026-07-01", "missing_bill", "-9"), // has a line of its own
                total("2026-09-01", "2026-10-01", "over_billed", "7")), // ends within what is shown
            LocalDate.parse("2026-09-24"));

    assertThat(earlier.line())
        .isEqualTo(
            "Earlier      2 periods before 2026-09-24 differ: livekit p 2026-07-01 (-1,671.10 USD), livekit p 2026-08-01 (1.50 USD)%n"
                .formatted());
    assertThat(earlier.toJson()).containsEntry("variance", "-1669.6").containsEntry("periods", 2);
    assertThat(EarlierVariances.of(List.of(), LocalDate.EPOCH).line()).isEmpty();
  }
}
