package io.voxledger.reports.finance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** What stands in one place of a sheet. */
public sealed interface Cell {
  Cell NOTHING = new Nothing();

  /** Words; never run as a formula by whatever opens them. */
  record Text(String text) implements Cell {}

  /** An exact number and how it is shown. */
  record Number(BigDecimal value, Format format) implements Cell {}

  /** A day, UTC or the biller's as the sheet says. */
  record Day(LocalDate day) implements Cell {}

  /** Not known, or not applicable. */
  record Nothing() implements Cell {}

  static Cell text(String text) {
    return new Text(text);
  }

  static Cell text(Optional<String> text) {
    return text.map(Cell::text).orElse(NOTHING);
  }

  static Cell day(LocalDate day) {
    return new Day(day);
  }

  static Cell day(Optional<LocalDate> day) {
    return day.map(Cell::day).orElse(NOTHING);
  }

  static Cell count(long count) {
    return new Number(BigDecimal.valueOf(count), Format.COUNT);
  }

  static Cell number(BigDecimal value, Format format) {
    return new Number(value, format);
  }

  static Cell number(Optional<BigDecimal> value, Format format) {
    return value.map(exact -> number(exact, format)).orElse(NOTHING);
  }

  static Cell usd(BigDecimal value) {
    return number(value, Format.USD);
  }

  static Cell usd(Optional<BigDecimal> value) {
    return number(value, Format.USD);
  }

  /** The number of a number, 0 of anything else. */
  default BigDecimal amount() {
    return this instanceof Number number ? number.value() : BigDecimal.ZERO;
  }
}
