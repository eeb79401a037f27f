package io.voxledger.sources.usage;

import static io.voxledger.screening.Reason.BAD_TIMESTAMP;
import static io.voxledger.screening.Reason.MISSING_FIELD;
import static io.voxledger.screening.Reason.NEGATIVE_QUANTITY;
import static io.voxledger.screening.Reason.NOT_AN_OBJECT;
import static io.voxledger.screening.Reason.NOT_A_NUMBER;
import static io.voxledger.screening.Reason.NUMBER_OUT_OF_RANGE;

import io.voxledger.money.NumberProblem;
import io.voxledger.money.NumberText;
import io.voxledger.money.Rounding;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.time.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * JSON values as what they mean; what cannot mean it is a {@link RowProblem} that names the field.
 */
final class Fields {
  private static final int MILLIS = 3;
  private static final BigDecimal ZERO = Rounding.quantity(BigDecimal.ZERO);

  private Fields() {}

  /** A quantity at 6 decimals, 0 when absent. */
  static BigDecimal quantity(JsonValue value) {
    return value.isAbsent() ? ZERO : presentQuantity(value, 0);
  }

  /**
   * A quantity at 6 decimals, empty when absent: for totals, which then are the sum of their
   * details.
   */
  static Optional<BigDecimal> total(JsonValue value) {
    return value.isAbsent() ? Optional.empty() : Optional.of(presentQuantity(value, 0));
  }

  /**
   * Seconds from a number of milliseconds, exact before they are rounded to 6 decimals; 0 when
   * absent.
   */
  static BigDecimal secondsOfMillis(JsonValue value) {
    return value.isAbsent() ? ZERO : presentQuantity(value, MILLIS);
  }

  /** A duration that Python names in seconds and JavaScript in milliseconds. */
  static BigDecimal seconds(JsonValue object, String inSeconds, String inMillis) {
    JsonValue seconds = object.field(inSeconds);
    return seconds.isAbsent() ? secondsOfMillis(object.field(inMillis)) : quantity(seconds);
  }

  /** An amount of US dollars at 12 decimals, 0 when absent. */
  static BigDecimal dollars(JsonValue value) {
    if (value.isAbsent()) {
      return BigDecimal.ZERO;
    }
    BigDecimal amount = notNegative(value, Rounding.cost(number(value, NumberText::parse)));
    if (amount.precision() - amount.scale() > 16) {
      throw new RowProblem(NUMBER_OUT_OF_RANGE, named(value) + " is beyond any cost");
    }
    return amount;
  }

  /** A number of tokens as a whole number; a fraction is cut. */
  static OptionalLong whole(BigDecimal tokens) {
    return OptionalLong.of(tokens.longValue());
  }

  /** Text that is not blank, or a number as written; empty for everything else. */
  static Optional<String> text(JsonValue value) {
    return value.text().filter(text -> !text.isBlank());
  }

  /** {@link #text}, which must be there. */
  static String requiredText(JsonValue object, String name) {
    return text(object.field(name)).orElseThrow(() -> missing(name));
  }

  /** An object or nothing. */
  static JsonValue object(JsonValue value) {
    if (!value.isAbsent() && !value.isObject()) {
      throw wrongShape(value, "an object");
    }
    return value;
  }

  /** The objects of a list; none when there is no list. */
  static List<JsonValue> objects(JsonValue value) {
    if (!value.isAbsent() && !value.isArray()) {
      throw wrongShape(value, "a list");
    }
    List<JsonValue> items = value.items();
    for (JsonValue item : items) {
      if (!item.isObject()) {
        throw new RowProblem(NOT_AN_OBJECT, named(value) + " holds " + described(item));
      }
    }
    return items;
  }

  /** Seconds or milliseconds by magnitude, or ISO 8601 text; empty when absent. */
  static Optional<Instant> instant(JsonValue value) {
    return instant(value, Timestamps::parse);
  }

  /** {@link #instant}, which must be there. */
  static Instant requiredInstant(JsonValue object, String name) {
    return instant(object.field(name)).orElseThrow(() -> missing(name));
  }

  /** An instant of LiveKit, for which 0, or Go's year 1, is the absence of one. */
  static Optional<Instant> livekitInstant(
      JsonValue value, Function<String, Optional<Instant>> parse) {
    boolean zero = value.plainDecimal(0).orElse(1) == 0;
    return zero ? Optional.empty() : instant(value, parse).filter(t -> t.isAfter(Instant.EPOCH));
  }

  static RowProblem missing(String name) {
    return new RowProblem(MISSING_FIELD, "'" + name + "' is missing");
  }

  static String described(JsonValue value) {
    return switch (value.type()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case TEXT -> "text";
      case NUMBER -> "a number";
      case TRUE, FALSE -> "a truth value";
      case NULL -> "null";
      case MISSING -> "missing";
    };
  }

  private static Optional<Instant> instant(
      JsonValue value, Function<String, Optional<Instant>> parse) {
    if (value.isAbsent()) {
      return Optional.empty();
    }
    Optional<Instant> instant = value.text().flatMap(parse);
    if (instant.isEmpty()) {
      throw new RowProblem(BAD_TIMESTAMP, named(value) + " is no instant: " + shown(value));
    }
    return instant;
  }

  private static BigDecimal presentQuantity(JsonValue value, int decimalShift) {
    OptionalLong plain = value.plainDecimal(Rounding.QUANTITY_SCALE - decimalShift);
    if (plain.isPresent() && Math.abs(plain.getAsLong()) < 100_000_000_000_000_000L) {
      return notNegative(value, BigDecimal.valueOf(plain.getAsLong(), Rounding.QUANTITY_SCALE));
    }
    return notNegative(
        value,
        number(
            value,
            text ->
                decimalShift == 0
                    ? NumberText.parseQuantity(text)
                    : NumberText.parseQuantity(
                        NumberText.parse(text).movePointLeft(decimalShift).toPlainString())));
  }

  private static BigDecimal number(JsonValue value, Function<String, BigDecimal> parse) {
    String text =
        value
            .text()
            .orElseThrow(
                () -> new RowProblem(NOT_A_NUMBER, named(value) + " is " + described(value)));
    try {
      return parse.apply(text);
    } catch (NumberProblem problem) {
      Reason reason =
          switch (problem.why()) {
            case NOT_A_NUMBER -> NOT_A_NUMBER;
            case OUT_OF_RANGE -> NUMBER_OUT_OF_RANGE;
          };
      throw new RowProblem(reason, named(value) + ": " + problem.getMessage());
    }
  }

  private static BigDecimal notNegative(JsonValue value, BigDecimal number) {
    if (number.signum() < 0) {
      throw new RowProblem(NEGATIVE_QUANTITY, named(value) + " is " + number.toPlainString());
    }
    return number;
  }

  private static RowProblem wrongShape(JsonValue value, String wanted) {
    return new RowProblem(
        NOT_AN_OBJECT, named(value) + " must be " + wanted + ", and is " + described(value));
  }

  private static String named(JsonValue value) {
    return value.name().isEmpty()
        ? "a value"
        : "'" + value.name().substring(0, Math.min(80, value.name().length())) + "'";
  }

  private static String shown(JsonValue value) {
    String text = value.text().orElseGet(() -> described(value));
    return String.format(Locale.ROOT, "%.40s", text);
  }
}
