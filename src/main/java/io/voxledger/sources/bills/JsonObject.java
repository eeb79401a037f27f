package io.voxledger.sources.bills;

import io.voxledger.money.NumberProblem;
import io.voxledger.money.NumberText;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.time.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An object of a bill's JSON, asked for what it must or may hold. Null is the same as absent. Every
 * method throws {@link RowProblem} with the place of what is wrong.
 *
 * @param place where it stands, for people: {@code data[0].results[3]}
 */
record JsonObject(Map<String, Object> fields, String place) {

  static JsonObject of(Object value, String place) {
    if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // JsonDocument makes no other maps
      Map<String, Object> fields = (Map<String, Object>) map;
      return new JsonObject(fields, place);
    }
    throw new RowProblem(Reason.NOT_AN_OBJECT, place + " is not an object");
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

  boolean flag(String name) {
    if (fields.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw new RowProblem(Reason.MISSING_FIELD, at(name) + " is not there as true or false");
  }

  JsonObject object(String name) {
    return of(required(name), at(name));
  }

  List<JsonObject> objects(String name) {
    if (!(required(name) instanceof List<?> list)) {
      throw new RowProblem(Reason.MISSING_FIELD, at(name) + " is not a list");
    }
    return IntStream.range(0, list.size())
        .mapToObj(i -> of(list.get(i), at(name) + "[" + i + "]"))
        .toList();
  }

  Instant instant(String name) {
    Object value = required(name);
    return numberText(value)
        .flatMap(Timestamps::parse)
        .orElseThrow(() -> new RowProblem(Reason.BAD_TIMESTAMP, at(name) + " is no point in time"));
  }

  /** An amount of money, exact and of either sign. */
  BigDecimal money(String name) {
    return number(name, required(name), Reason.BAD_MONEY);
  }

  /** A quantity, exact and not below 0. */
  Optional<BigDecimal> quantity(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return Optional.empty();
    }
    BigDecimal quantity = number(name, value, Reason.NOT_A_NUMBER);
    if (quantity.signum() < 0) {
      throw new RowProblem(Reason.NEGATIVE_QUANTITY, at(name) + " is " + quantity.toPlainString());
    }
    return Optional.of(quantity);
  }

  String at(String name) {
    return place.equals("the document") ? name : place + "." + name;
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
      throw new RowProblem(Reason.MISSING_FIELD, at(name) + " is missing");
    }
    return value;
  }
}
