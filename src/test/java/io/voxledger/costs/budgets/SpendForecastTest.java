package io.voxledger.costs.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpendForecastTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-05-01");
  private static final LocalDate MONTH = LocalDate.parse("2026-09-01");
  private static final LocalDate END = MONTH.plusMonths(1);
  private static final int HISTORIES = 300;

  /** What a generated history does besides noise. */
  private enum History {
    STEADY,
    WEEKLY,
    GROWTH,
    STEP,
    WEEKLY_GROWTH,
    WEEKLY_STEP
  }

  /** Cents, so that no floating point comes near. */
  private static SortedMap<LocalDate, BigDecimal> history(History kind, Random random) {
    boolean weekly =
        kind == History.WEEKLY || kind == History.WEEKLY_GROWTH || kind == History.WEEKLY_STEP;
    long weekend = weekly ? 10 + random.nextInt(50) : 100; // per cent of a working day
    long perMonth =
        kind == History.GROWTH || kind == History.WEEKLY_GROWTH ? 10 + random.nextInt(30) : 0;
    boolean steps = kind == History.STEP || kind == History.WEEKLY_STEP;
    LocalDate step = MONTH.minusDays(20).plusDays(random.nextInt(30));
    long stepTo = steps ? (random.nextBoolean() ? 200 : 40) : 100;
    SortedMap<LocalDate, BigDecimal> days = new TreeMap<>();
    long level = 100_00;
    for (LocalDate day = FIRST; day.isBefore(END); day = day.plusDays(1)) {
      long of = level + level * perMonth / 100 * ChronoUnit.DAYS.between(FIRST, day) / 30;
      of = day.getDayOfWeek().getValue() > 5 ? of * weekend / 100 : of;
      of = steps && !day.isBefore(step) ? of * stepTo / 100 : of;
      long noise = of * (random.nextInt(41) - 20) / 100;
      days.put(day, BigDecimal.valueOf(of + noise, 2));
    }
    return days;
  }

  private record Trial(
      BigDecimal actual, BigDecimal ours, BigDecimal line, BigDecimal lastMonth, boolean inRange) {
    BigDecimal error(Function<Trial, BigDecimal> of) {
      return of.apply(this).subtract(actual).abs().divide(actual, 12, RoundingMode.HALF_EVEN);
    }
  }

  private static BigDecimal sum(
      SortedMap<LocalDate, BigDecimal> days, LocalDate from, LocalDate until) {
    return days.subMap(from, until).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Trial trial(SortedMap<LocalDate, BigDecimal> days, LocalDate last) {
    LocalDate tomorrow = last.plusDays(1);
    BigDecimal spent = sum(days, MONTH, tomorrow);
    SpendForecast forecast =
        new SpendForecast(
            days.headMap(tomorrow),
            SpendForecast.firstOf(FIRST, last, JudgeProject.DAYS_LEARNED),
            last);
    BigDecimal ours = spent;
    for (LocalDate day = tomorrow; day.isBefore(END); day = day.plusDays(1)) {
      ours = ours.add(forecast.expected(day));
    }
    long left = ChronoUnit.DAYS.between(tomorrow, END);
    BigDecimal actual = sum(days, MONTH, END);
    BigDecimal line =
        spent
            .multiply(BigDecimal.valueOf(30))
            .divide(BigDecimal.valueOf(30 - left), 12, RoundingMode.HALF_EVEN);
    return new Trial(
        actual,
        ours,
        line,
        sum(days, MONTH.minusMonths(1), MONTH),
        ours.subtract(actual).abs().compareTo(forecast.margin(left)) <= 0);
  }

  /** Histories of the kind, each seen from some day between the 3rd and the 28th. */
  private static List<Trial> trials(History kind) {
    Random random = new Random(20260901 + kind.ordinal());
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < HISTORIES; i++) {
      trials.add(trial(history(kind, random), MONTH.plusDays(2 + random.nextInt(26))));
    }
    return trials;
  }

  private static BigDecimal median(List<Trial> trials, Function<Trial, BigDecimal> of) {
    return trials.stream().map(t -> t.error(of)).sorted().toList().get(trials.size() / 2);
  }

  @ParameterizedTest
  @EnumSource(History.class)
  void the_median_error_is_at_most_that_of_a_straight_line_and_of_last_month(History kind) {
    List<Trial> trials = trials(kind);
    BigDecimal ours = median(trials, Trial::ours);
    assertThat(ours).isLessThanOrEqualTo(median(trials, Trial::line));
    assertThat(ours).isLessThanOrEqualTo(median(trials, Trial::lastMonth));
  }

  @ParameterizedTest
  @EnumSource(names = {"STEADY", "WEEKLY", "STEP", "WEEKLY_STEP"})
  void the_range_holds_in_three_of_four_cases_and_more(History kind) {
    long inRange = trials(kind).stream().filter(Trial::inRange).count();
    assertThat(inRange).isGreaterThan(HISTORIES * 3 / 4).isLessThan(HISTORIES * 9 / 10);
  }

  private static SpendForecast of(LocalDate last, String... usd) {
    SortedMap<LocalDate, BigDecimal> days = new TreeMap<>();
    for (int i = 0; i < usd.length; i++) {
      days.put(last.minusDays(usd.length - 1L - i), new BigDecimal(usd[i]));
    }
    return new SpendForecast(days, days.firstKey(), last);
  }

  @Test
  void before_there_is_a_week_a_day_costs_the_mean() {
    assertThat(of(MONTH, "10", "20", "30").expected(END)).isEqualByComparingTo("20");
    // s² = (100 + 0 + 100) ÷ 2; h + h² ÷ m = 3 + 3: 1.6449 × √600
    assertThat(of(MONTH, "10", "20", "30").margin(3).setScale(4, RoundingMode.HALF_EVEN))
        .isEqualByComparingTo("40.2917");
    assertThat(of(MONTH, "10").expected(END)).isEqualByComparingTo("10");
  }

  @Test
  void one_week_with_costs_after_idle_ones_has_no_pattern() {
    LocalDate sunday = LocalDate.parse("2026-09-13");
    SpendForecast forecast =
        of(sunday, "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "7", "0", "14", "0");
    // 21 ÷ 7 on every weekday, and noise: s² = (5 × 9 + 16 + 121) ÷ 6
    assertThat(forecast.expected(LocalDate.parse("2026-09-14"))).isEqualByComparingTo("3");
    assertThat(forecast.expected(LocalDate.parse("2026-09-19"))).isEqualByComparingTo("3");
    assertThat(forecast.margin(1)).isGreaterThan(BigDecimal.valueOf(9));
  }

  @Test
  void a_weekday_costs_its_share_of_the_week() {
    LocalDate sunday = LocalDate.parse("2026-09-13");
    SpendForecast forecast =
        of(sunday, "10", "10", "10", "10", "10", "0", "0", "20", "20", "20", "20", "20", "0", "0");
    // twice as dear as the week before: the last week alone is the level, 100 ÷ 7 a day
    assertThat(forecast.expected(LocalDate.parse("2026-09-18")).setScale(6, RoundingMode.HALF_EVEN))
        .isEqualByComparingTo("20");
    assertThat(forecast.expected(LocalDate.parse("2026-09-19"))).isZero();
  }
}
