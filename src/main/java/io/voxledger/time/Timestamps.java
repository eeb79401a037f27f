package io.voxledger.time;

import io.voxledger.money.NumberProblem;
import io.voxledger.money.NumberText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Instants as the sources write them. Microseconds are kept, finer is cut (toward the past), each
 * instant by itself.
 */
public final class Timestamps {
  private static final BigDecimal MILLIS_FROM = new BigDecimal("1e11");
  private static final BigDecimal LIMIT_MICROS =
      new BigDecimal("253402300800000000"); // 10000-01-01
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = ofMicros(LIMIT_MICROS.longValueExact());
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .appendPattern("HH:mm")
          .optionalStart()
          .appendPattern(":ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .optionalEnd()
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
          .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
          .toFormatter(java.util.Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT); // no 29 February made the 28th

  private Timestamps() {}

  /**
   * A number or its text (≥ 1e11 is milliseconds, below is seconds), or ISO 8601 text (UTC without
   * a zone).
   *
   * @return the instant, or empty when the text is none
   */
  public static Optional<Instant> parse(String text) {
    String trimmed = text.strip();
    OptionalLong plain = PlainTimestamps.micros(trimmed);
    if (plain.isPresent()) {
      return Optional.of(ofMicros(plain.getAsLong()));
    }
    if (DECIMAL.matcher(trimmed).matches()) {
      return parseNumber(trimmed);
    }
    return iso(trimmed);
  }

  /**
   * ISO 8601 text alone, for what people write by hand: {@code 20260901} is no instant, where
   * {@link #parse} would take it for seconds.
   */
  public static Optional<Instant> iso(String text) {
    try {
      TemporalAccessor parsed =
          ISO.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          parsed instanceof OffsetDateTime offset
              ? offset.toInstant()
              : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
      return Optional.of(instant.truncatedTo(ChronoUnit.MICROS)).filter(Timestamps::isStorable);
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  /** A number of nanoseconds since 1970, as LiveKit writes for egress, ingress and jobs. */
  public static Optional<Instant> parseNanos(String text) {
    return decimal(text.strip()).flatMap(n -> ofMicros(n.movePointLeft(3)));
  }

  /** A number of milliseconds since 1970, whatever its magnitude. */
  public static Optional<Instant> parseMillis(String text) {
    return decimal(text.strip()).flatMap(n -> ofMicros(n.movePointRight(3)));
  }

  /** Microseconds since 1970. */
  public static long toMicros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
  }

  /**
   * So many seconds later; the last microsecond that a table can hold, where that is earlier. What
   * is finer than a microsecond is cut.
   */
  public static Instant after(Instant start, BigDecimal seconds) {
    BigDecimal micros = seconds.movePointRight(6).add(BigDecimal.valueOf(toMicros(start)));
    return micros.compareTo(LIMIT_MICROS) < 0
        ? ofMicros(micros.setScale(0, RoundingMode.FLOOR).longValueExact())
        : END.minus(1, ChronoUnit.MICROS);
  }

  /** The instant of so many microseconds since 1970. */
  public static Instant ofMicros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
  }

  private static Optional<Instant> parseNumber(String text) {
    return decimal(text)
        .flatMap(n -> ofMicros(n.movePointRight(n.compareTo(MILLIS_FROM) >= 0 ? 3 : 6)));
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(NumberText.parse(text));
    } catch (NumberProblem notANumber) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> ofMicros(BigDecimal micros) {
    if (micros.signum() < 0 || micros.compareTo(LIMIT_MICROS) >= 0) {
      return Optional.empty();
    }
    return Optional.of(ofMicros(micros.setScale(0, RoundingMode.FLOOR).longValueExact()));
  }

  /** Whether it lies in the years 1 to 9999: ISO text may name years that no table can hold. */
  private static boolean isStorable(Instant instant) {
    return !instant.isBefore(EARLIEST) && instant.isBefore(END);
  }
}
