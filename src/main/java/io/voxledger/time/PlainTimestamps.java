package io.voxledger.time;

import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * The two spellings that nearly every row has, {@code 2026-09-01T02:21:25.046Z} and {@code
 * 1788242980.974}, read without patterns or objects. Whatever is spelled otherwise is left to
 * {@link Timestamps}; what is read here is read equally there.
 */
final class PlainTimestamps {
  private static final int FIRST_FRACTION_DIGIT = 20;
  private static final int LONGEST_ISO = 30;
  private static final int SECONDS_DIGITS = 11;
  private static final int MILLIS_DIGITS = 14;

  private PlainTimestamps() {}

  /** Microseconds since 1970, or empty when the text is of neither spelling. */
  static OptionalLong micros(String text) {
    int length = text.length();
    if (length >= FIRST_FRACTION_DIGIT && length <= LONGEST_ISO && text.charAt(10) == 'T') {
      return iso(text);
    }
    return number(text);
  }

  private static OptionalLong iso(String text) {
    int last = text.length() - 1;
    boolean fraction = last > 19;
    if (text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || text.charAt(last) != 'Z'
        || fraction && text.charAt(19) != '.'
        || last == FIRST_FRACTION_DIGIT) {
      return OptionalLong.empty();
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int micro = fraction ? microsOf(text, FIRST_FRACTION_DIGIT, last) : 0;
    boolean surelyValid =
        year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 28
            || year >= 1970 && day >= 29 && day <= 30 && month >= 3 && month <= 12;
    if (!surelyValid
        || (hour | minute | second | micro) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return OptionalLong.empty();
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return OptionalLong.of((((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000L + micro);
  }

  private static OptionalLong number(String text) {
    int point = text.indexOf('.');
    int whole = point < 0 ? text.length() : point;
    if (whole < 1 || whole > MILLIS_DIGITS || text.charAt(0) == '0' || point == text.length() - 1) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = 0; i < whole; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return OptionalLong.empty();
      }
      value = value * 10 + digit;
    }
    int micro = point < 0 ? 0 : microsOf(text, point + 1, text.length());
    if (micro < 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        whole <= SECONDS_DIGITS ? value * 1_000_000L + micro : value * 1000L + micro / 1000);
  }

  /** The first six of one to nine fraction digits, or a negative number when they are none. */
  private static int microsOf(String text, int from, int until) {
    if (until - from > 9) {
      return -1;
    }
    int value = digits(text, from, Math.min(until, from + 6));
    for (int i = until - from; i < 6; i++) {
      value *= 10;
    }
    return digits(text, from, until) < 0 ? -1 : value;
  }

  /** At most nine digits, or a negative number when another character is among them. */
  private static int digits(String text, int from, int until) {
    int value = 0;
    for (int i = from; i < until; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
