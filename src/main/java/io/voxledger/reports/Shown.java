package io.voxledger.reports;

import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import io.voxledger.pricing.Arithmetic;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers and times as people read them. Rounded values are for display only. */
public final class Shown {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\u2028\u2029]");
  private static final BigDecimal SIXTY = BigDecimal.valueOf(60);
  private static final BigDecimal GIGABYTE = BigDecimal.TEN.pow(9);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Shown() {}

  /** All digits, thousands grouped, no trailing zeros. */
  public static String exact(BigDecimal value) {
    return Arithmetic.number(value);
  }

  /** Rounded for display, thousands grouped, always with that many decimals. */
  public static String rounded(BigDecimal value, int decimals) {
    String plain = Rounding.shown(value, decimals).toPlainString();
    int point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
    return Arithmetic.number(new BigDecimal(plain.substring(0, point)).abs())
        .transform(whole -> (value.signum() < 0 && isNotZero(plain) ? "-" : "") + whole)
        .concat(plain.substring(point));
  }

  private static boolean isNotZero(String plain) {
    return new BigDecimal(plain).signum() != 0;
  }

  public static String count(long n) {
    return Arithmetic.number(BigDecimal.valueOf(n));
  }

  /** {@code 1 row}, {@code 2 rows}. */
  public static String count(long n, String one) {
    return count(n) + " " + one + (n == 1 ? "" : "s");
  }

  /** Without what ends a line or commands a terminal: names come from outside. */
  public static String onOneLine(String text) {
    return CONTROL.matcher(text).replaceAll("\uFFFD");
  }

  /** {@code 1 h 2 min 3 s}. */
  public static String duration(long seconds) {
    long hours = seconds / 3600;
    long minutes = seconds / 60 % 60;
    String rest = seconds % 60 + " s";
    if (hours > 0) {
      return count(hours) + " h " + minutes + " min " + rest;
    }
    return minutes > 0 ? minutes + " min " + rest : rest;
  }

  /** Whole seconds, without the zone, which is UTC. */
  public static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** {@code 2.5 GB}, by powers of ten. */
  public static String bytes(long bytes) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    BigDecimal size = BigDecimal.valueOf(bytes);
    int unit = 0;
    while (unit < units.length - 1 && size.compareTo(BigDecimal.valueOf(1000)) >= 0) {
      size = size.movePointLeft(3);
      unit++;
    }
    return exact(Rounding.shown(size, unit == 0 ? 0 : 1)) + " " + units[unit];
  }

  /** A quantity with its unit; minutes and gigabytes beside seconds and bytes. */
  public static String quantity(Meter meter, BigDecimal quantity) {
    String number = exact(quantity);
    return switch (meter.basis()) {
      case TOKENS -> number + " tokens";
      case CHARACTERS -> number + " characters";
      case SECONDS -> number + " s (" + ratio(quantity, SIXTY) + " min)";
      case BYTES -> number + " bytes (" + ratio(quantity, GIGABYTE) + " GB)";
      case EVENTS -> number + " events";
      case MONTHS -> number + " months";
    };
  }

  private static String ratio(BigDecimal quantity, BigDecimal unit) {
    BigDecimal rounded = Rounding.shown(Rounding.ratio(quantity, unit), 4);
    boolean isExact = rounded.multiply(unit).compareTo(quantity) == 0;
    return (isExact ? "" : "≈ ") + exact(rounded);
  }
}
