package io.voxledger.sources.bills;

import io.voxledger.money.NumberProblem;
import io.voxledger.money.NumberText;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.time.Timestamps;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * An object of a bill's JSON, or a line of its CSV, asked for what it must or may hold. Null is the
 * same as absent. Every method throws {@link RowProblem} with the place of what is wrong.
 *
 * @param place where it stands, for people: {@code data[0].results[3]}
 */
record JsonObject(Map<String, Object> fields, String place) {
  /** The place of a whole row. */
  static final String DOCUMENT = "the document";

  private static final BigDecimal QUANTITY_LIMIT = BigDecimal.TEN.pow(14);

  static JsonObject of(Object value, String place) {
    if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // JsonDocument and CsvRows make no other maps
      Map<String, Object> fields = (Map<String, Object>) map;
      return new JsonObject(fields, place);
    }
    throw new RowProblem(Reason.NOT_AN_OBJECT, place + " is not an object");
  }

  Set<String> names() {
    return fields.keySet();
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  /** Text; numbers as written. Empty text is absent. */
  Optional<String> text(String name) {
    Object value = fields.get(name);
    if (value == null || value.equals("")) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    if (value instanceof JsonNumber number) {
      return Optional.of(number.text());
    }
    throw new RowProblem(Reason.MISSING_FIELD, at(name) + " is not text");
  }

  /** Text, a number or a boolean, as text; other values are absent. */
  Optional<String> scalar(String name) {
    return fields.get(name) instanceof Boolean flag
        ? Optional.of(flag.toString())
        : scalarText(name);
  }

  private Optional<String> scalarText(String name) {
    boolean isNested = fields.get(name) instanceof Map || fields.get(name) instanceof List;
    return isNested ? Optional.empty() : text(name);
  }

  /** An object, or text that holds one, as CSV has it. */
  Optional<JsonObject> objectOrItsText(String name) {
    return fields.get(name) instanceof String text
        ? Optional.of(JsonDocument.object(text))
        : objectIfAny(name);
  }

  String needText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  boolean flag(String name) {
    return flagIfAny(name)
        .orElseThrow(
            () ->
                new RowProblem(Reason.MISSING_FIELD, at(name) + " is not there as true or false"));
  }

  /** A boolean of JSON. */
  Optional<Boolean> flagIfAny(String name) {
    return fields.get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
  }

  JsonObject object(String name) {
    return of(required(name), at(name));
  }

  Optional<JsonObject> objectIfAny(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  List<JsonObject> objects(String name) {
    if (!(required(name) instanceof List<?> list)) {
      throw new RowProblem(Reason.MISSING_FIELD, at(name) + " is not a list");
    }
    return IntStream.range(0, list.size())
        .mapToObj(i -> of(list.get(i), at(name) + "[" + i + "]"))
        .toList();
  }

  List<JsonObject> objectsIfAny(String name) {
    return has(name) ? objects(name) : List.of();
  }

  Instant instant(String name) {
    return instant(name, Timestamps::parse);
  }

  /** A point in time that is written in a way of its own. */
  Instant instant(String name, Function<String, Optional<Instant>> parser) {
    return numberText(required(name))
        .flatMap(text -> ParquetTime.parse(text).or(() -> parser.apply(text)))
        .orElseThrow(() -> new RowProblem(Reason.BAD_TIMESTAMP, at(name) + " is no point in time"));
  }

  Optional<Instant> instantIfAny(String name) {
    return has(name) ? Optional.of(instant(name)) : Optional.empty();
  }

  /** An ISO 8601 day. */
  LocalDate date(String name) {
    try {
      return LocalDate.parse(needText(name));
    } catch (DateTimeException e) {
      throw new RowProblem(Reason.BAD_TIMESTAMP, at(name) + " is no day such as 2026-09-30");
    }
  }

  /** An amount of money, exact and of either sign. */
  BigDecimal money(String name) {
    return number(name, required(name), Reason.BAD_MONEY);
  }

  Optional<BigDecimal> moneyIfAny(String name) {
    return has(name) ? Optional.of(money(name)) : Optional.empty();
  }

  /** A quantity, exact and not below 0. */
  Optional<BigDecimal> quantity(String name) {
    Optional<BigDecimal> quantity = signedQuantity(name);
    if (quantity.filter(q -> q.signum() < 0).isPresent()) {
      throw new RowProblem(
          Reason.NEGATIVE_QUANTITY, at(name) + " is " + quantity.get().toPlainString());
    }
    return quantity;
  }

  /** A quantity, exact and of either sign: bills take back. */
  Optional<BigDecimal> signedQuantity(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return Optional.empty();
    }
    BigDecimal quantity = number(name, value, Reason.NOT_A_NUMBER);
    if (quantity.abs().compareTo(QUANTITY_LIMIT) >= 0) {
      throw new RowProblem(Reason.NUMBER_OUT_OF_RANGE, at(name) + " is 10^14 or more");
    }
    return Optional.of(quantity);
  }

  String at(String name) {
    return place.equals(DOCUMENT) ? name : place + "." + name;
  }

  RowProblem missing(String name) {
    return new RowProblem(Reason.MISSING_FIELD, at(name) + " is missing");
  }

  private BigDecimal number(String name, Object value, Reason otherwise) {
    String text =
        numberText(value)
            .orElseThrow(() -> new RowProblem(otherwise, at(name) + " is not a number"));
    try {
      return NumberText.parse(text);
    } catch (NumberProblem e) {
      throw new RowProblem(
          switch (e.why()) {
            case NOT_A_NUMBER -> otherwise;
            case OUT_OF_RANGE -> Reason.NUMBER_OUT_OF_RANGE;
          },
          at(name) + ": " + e.getMessage());
    }
  }

  private static Optional<String> numberText(Object value) {
    if (value instanceof JsonNumber number) {
      return Optional.of(number.text());
    }
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private Object required(String name) {
    Object value = fields.get(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }
}
