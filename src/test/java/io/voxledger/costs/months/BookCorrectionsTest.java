package io.voxledger.costs.months;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.costs.months.BookCorrections.Correction;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BookCorrectionsTest {
  private static final LocalDate SEPTEMBER = LocalDate.parse("2026-09-01");
  private static final LocalDate OCTOBER = LocalDate.parse("2026-10-01");
  private static final LocalDate NOVEMBER = LocalDate.parse("2026-11-01");

  private static Correction of(String project, String day, String usd, String run) {
    return new Correction(project, LocalDate.parse(day), new BigDecimal(usd), run);
  }

  @Test
  void a_correction_is_booked_in_the_month_that_was_open_next_when_it_was_found() {
    Map<LocalDate, String> closedBy = Map.of(SEPTEMBER, "run-3", OCTOBER, "run-6");
    assertThat(
            BookCorrections.byMonth(
                List.of(
                    of("a", "2026-09-30", "1", "run-4"),
                    of("a", "2026-09-02", "-0.25", "run-5"),
                    of("b", "2026-09-02", "2", "run-5"),
                    of("a", "2026-09-30", "4", "run-7"), // October is closed as well
                    of("b", "2026-10-31", "8", "run-7")),
                closedBy))
        .isEqualTo(
            Map.of(
                OCTOBER, Map.of("a", new BigDecimal("0.75"), "b", new BigDecimal("2")),
                NOVEMBER, Map.of("a", new BigDecimal("4"), "b", new BigDecimal("8"))));
  }
}
