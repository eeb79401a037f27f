package io.voxledger.costs.budgets;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * What days to come will cost, from the days so far.
 *
 * <p>A day is expected to cost a level times the index of its weekday. The level is the mean of the
 * latest whole weeks: the last one, and up to two before it as long as each is like the weeks after
 * it, so that a step is followed within a week and calm weeks are averaged. The index is the
 * weekday's share of its week, averaged over up to eight weeks; one week alone, or one with costs
 * among others without, has no pattern. Where four fortnights have each risen, or each fallen, the
 * level goes on as they did. Before there is a week, every day is expected to cost the mean of the
 * days so far.
 *
 * <p>The range is {@code 1.6449 × s × √(h + h² ÷ m)} to either side for {@code h} days, where
 * {@code s²} is the mean square of the {@code m} days of the level about what was expected of them:
 * the noise of the days to come, and that of the level. On generated histories it holds in four of
 * five cases; it knows no step to come.
 */
public final class SpendForecast {
  private static final int WEEK = 7;
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final int MOST_LEVEL_WEEKS = 3;
  private static final int MOST_PATTERN_WEEKS = 8;

  /** A week is like those after it when it differs from their mean by at most a tenth. */
  private static final BigDecimal LIKENESS = new BigDecimal("0.1");

  /**
   * Standard deviations to either side, of which 9 in 10 cases would hold if level and pattern were
   * known; learned from the same days, they leave 4 in 5.
   */
  private static final BigDecimal DEVIATIONS = new BigDecimal("1.6449");

  /** Fortnights that must all rise or all fall for a trend. */
  private static final int TREND_FORTNIGHTS = 4;

  /** A greater change from fortnight to fortnight is a step, not a trend. */
  private static final BigDecimal GREATEST_TREND = new BigDecimal("0.25");

  private final SortedMap<LocalDate, BigDecimal> costs;
  private final LocalDate last;
  private final Map<DayOfWeek, BigDecimal> index = new EnumMap<>(DayOfWeek.class);
  private final int levelDays;
  private final BigDecimal level;
  private final BigDecimal dailyTrend;
  private final BigDecimal meanSquare;

  /**
   * Learns from days.
   *
   * @param costs USD by day; a day that is absent cost nothing
   * @param first the first day that counts
   * @param last the last day that is known, not before {@code first}
   */
  public SpendForecast(SortedMap<LocalDate, BigDecimal> costs, LocalDate first, LocalDate last) {
    this.costs = costs;
    this.last = last;
    long days = ChronoUnit.DAYS.between(first, last) + 1;
    int weeks = (int) Math.min(MOST_PATTERN_WEEKS, days / WEEK);
    learnPattern(weeks);
    this.levelDays = weeks == 0 ? (int) days : WEEK * levelWeeks(weeks);
    this.level = mean(levelDays);
    this.dailyTrend = weeks == MOST_PATTERN_WEEKS ? dailyTrend() : BigDecimal.ZERO;
    this.meanSquare = meanSquare();
  }

  /** The days that stand for a project: up to {@code most} before and with the last. */
  static LocalDate firstOf(LocalDate known, LocalDate last, int most) {
    LocalDate earliest = last.minusDays(most - 1L);
    return known.isAfter(earliest) ? known : earliest;
  }

  /** What a day is expected to cost, USD at 12 decimals. */
  public BigDecimal expected(LocalDate day) {
    BigDecimal sinceMiddle =
        BigDecimal.valueOf(2 * ChronoUnit.DAYS.between(last, day) + levelDays - 1L).multiply(HALF);
    BigDecimal grown = level.add(dailyTrend.multiply(sinceMiddle)).max(BigDecimal.ZERO);
    return Rounding.cost(grown.multiply(index.get(day.getDayOfWeek())));
  }

  /** How much more a day costs than the day before, USD. */
  private BigDecimal dailyTrend() {
    int oldest = TREND_FORTNIGHTS - 1;
    int direction = fortnight(0).compareTo(fortnight(oldest));
    for (int ago = 0; ago < oldest; ago++) {
      BigDecimal before = fortnight(ago + 1);
      BigDecimal change = fortnight(ago).subtract(before);
      boolean isStep = change.abs().compareTo(before.multiply(GREATEST_TREND)) > 0;
      if (isStep || change.signum() != direction) {
        return BigDecimal.ZERO;
      }
    }
    long days = 2L * WEEK * oldest; // between the middles of the two
    return Rounding.ratio(
        fortnight(0).subtract(fortnight(oldest)), BigDecimal.valueOf(2L * WEEK * days));
  }

  private BigDecimal fortnight(int ago) {
    return week(2 * ago).add(week(2 * ago + 1));
  }

  /** By how much the sum of that many days may be off to either side, USD at 12 decimals. */
  public BigDecimal margin(long days) {
    BigDecimal h = BigDecimal.valueOf(days);
    BigDecimal factor = h.add(Rounding.ratio(h.multiply(h), BigDecimal.valueOf(levelDays)));
    BigDecimal deviation = meanSquare.multiply(factor).sqrt(MathContext.DECIMAL64);
    return Rounding.cost(DEVIATIONS.multiply(deviation));
  }

  private BigDecimal cost(LocalDate day) {
    return costs.getOrDefault(day, BigDecimal.ZERO);
  }

  /** The sum of the week that ended so many weeks before the last day. */
  private BigDecimal week(int weeksAgo) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < WEEK; i++) {
      sum = sum.add(cost(last.minusDays((long) WEEK * weeksAgo + i)));
    }
    return sum;
  }

  private void learnPattern(int weeks) {
    Map<DayOfWeek, List<BigDecimal>> shares = new EnumMap<>(DayOfWeek.class);
    long spent = IntStream.range(0, weeks).filter(ago -> week(ago).signum() > 0).count();
    for (int ago = 0; ago < weeks && spent > 1; ago++) {
      BigDecimal sum = week(ago);
      for (int i = 0; i < WEEK && sum.signum() > 0; i++) {
        LocalDate day = last.minusDays((long) WEEK * ago + i);
        shares
            .computeIfAbsent(day.getDayOfWeek(), key -> new ArrayList<>())
            .add(Rounding.ratio(cost(day).multiply(BigDecimal.valueOf(WEEK)), sum));
      }
    }
    for (DayOfWeek day : DayOfWeek.values()) {
      index.put(day, shares.containsKey(day) ? mean(shares.get(day)) : BigDecimal.ONE);
    }
  }

  private static BigDecimal mean(List<BigDecimal> values) {
    BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return Rounding.ratio(sum, BigDecimal.valueOf(values.size()));
  }

  private int levelWeeks(int weeks) {
    BigDecimal sum = week(0);
    int count = 1;
    while (count < Math.min(weeks, MOST_LEVEL_WEEKS) && isLike(week(count), sum, count)) {
      sum = sum.add(week(count));
      count++;
    }
    return count;
  }

  private static boolean isLike(BigDecimal week, BigDecimal laterSum, int laterWeeks) {
    BigDecimal scaled = week.multiply(BigDecimal.valueOf(laterWeeks));
    return scaled.subtract(laterSum).abs().compareTo(laterSum.multiply(LIKENESS)) <= 0;
  }

  private BigDecimal mean(int days) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < days; i++) {
      sum = sum.add(cost(last.minusDays(i)));
    }
    return Rounding.ratio(sum, BigDecimal.valueOf(days));
  }

  /** Of one day alone nothing is known about noise: it counts as large as the day. */
  private BigDecimal meanSquare() {
    if (levelDays == 1) {
      return level.multiply(level);
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < levelDays; i++) {
      LocalDate day = last.minusDays(i);
      BigDecimal off = cost(day).subtract(expected(day));
      sum = sum.add(off.multiply(off));
    }
    return Rounding.ratio(sum, BigDecimal.valueOf(levelDays - 1L));
  }
}
