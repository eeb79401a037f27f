package io.voxledger.rates;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Hours of the day, UTC, half-open, at which prices are multiplied. A window that does not end
 * after it starts runs over midnight, and belongs to the day on which it starts.
 *
 * @param startMinute minutes after midnight, 0 to 1439
 * @param endMinute minutes after midnight, 1 to 1440, or 0 for midnight
 * @param days on which the window starts
 */
public record RateWindow(int startMinute, int endMinute, Set<DayOfWeek> days, BigDecimal multiplier)
    implements Serializable {
  private static final long SECONDS_A_DAY = 86_400;

  public RateWindow {
    days = Set.copyOf(days);
  }

  public boolean contains(Instant t) {
    long day = Math.floorDiv(t.getEpochSecond(), SECONDS_A_DAY);
    long minute = Math.floorMod(t.getEpochSecond(), SECONDS_A_DAY) / 60;
    if (startMinute < endMinute) {
      return startMinute <= minute && minute < endMinute && startsOn(day);
    }
    return (startMinute <= minute && startsOn(day)) || (minute < endMinute && startsOn(day - 1));
  }

  /**
   * Hours and days as a card writes them: {@code 16:30-00:30 mon,tue}; without days when it is all
   * of them.
   */
  public String code() {
    String hours = clock(startMinute) + "-" + clock(endMinute);
    return days.size() == 7 ? hours : hours + " " + dayCodes();
  }

  private String dayCodes() {
    return EnumSet.copyOf(days).stream().map(RateWindow::code).collect(joining(","));
  }

  /** The first three letters in lower case, as cards write it. */
  static String code(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private boolean startsOn(long epochDay) {
    return days.contains(
        DayOfWeek.of((int) Math.floorMod(epochDay + 3, 7L) + 1)); // 1970-01-01 was a Thursday
  }

  private static String clock(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
  }
}
