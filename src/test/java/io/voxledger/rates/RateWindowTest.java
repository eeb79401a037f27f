package io.voxledger.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateWindowTest {
  /** 16:30 to 00:30 of the next day, starting on Fridays. */
  private static final RateWindow OVER_MIDNIGHT =
      new RateWindow(990, 30, EnumSet.of(DayOfWeek.FRIDAY), BigDecimal.ONE);

  private static final RateWindow MORNING =
      new RateWindow(60, 120, EnumSet.of(DayOfWeek.MONDAY), BigDecimal.ONE);

  private static final RateWindow WHOLE_DAY =
      new RateWindow(0, 1440, EnumSet.of(DayOfWeek.SUNDAY), BigDecimal.ONE);

  @ParameterizedTest
  @CsvSource({
    "2026-09-04T16:29:59.999999Z, false", // a Friday
    "2026-09-04T16:30:00Z, true",
    "2026-09-04T23:59:59.999999Z, true",
    "2026-09-05T00:29:59.999999Z, true", // Saturday, but it started on Friday
    "2026-09-05T00:30:00Z, false",
    "2026-09-04T00:10:00Z, false", // Friday, but it would have started on Thursday
    "2026-09-05T16:30:00Z, false",
    "1969-12-26T17:00:00Z, true" // a Friday before 1970
  })
  void aWindowOverMidnightBelongsToTheDayOnWhichItStarts(Instant t, boolean inside) {
    assertThat(OVER_MIDNIGHT.contains(t)).isEqualTo(inside);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-07T00:59:59.999999Z, false",
    "2026-09-07T01:00:00Z, true",
    "2026-09-07T01:59:59.999999Z, true",
    "2026-09-07T02:00:00Z, false",
    "2026-09-08T01:30:00Z, false"
  })
  void aWindowIsHalfOpen(Instant t, boolean inside) {
    assertThat(MORNING.contains(t)).isEqualTo(inside);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-05T23:59:59Z, false",
    "2026-09-06T00:00:00Z, true",
    "2026-09-06T23:59:59.999999Z, true",
    "2026-09-07T00:00:00Z, false"
  })
  void aWindowUntil24CoversTheDay(Instant t, boolean inside) {
    assertThat(WHOLE_DAY.contains(t)).isEqualTo(inside);
  }
}
