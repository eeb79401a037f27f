package io.voxledger.yaml;

import static java.util.stream.Collectors.joining;

import io.voxledger.money.Decimals;
import io.voxledger.money.NumberProblem;
import io.voxledger.money.NumberText;
import io.voxledger.time.Timestamps;
import io.voxledger.yaml.YamlNode.Mapping;
import io.voxledger.yaml.YamlNode.Scalar;
import io.voxledger.yaml.YamlNode.Sequence;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one YAML map, all of whose keys are known. A key whose value is null counts as
 * absent. Every method throws {@link YamlProblem} with the line when the value is not what it asks
 * for.
 */
public final class YamlFields {
  private final Mapping mapping;
  private final String of;

  private YamlFields(Mapping mapping, String of) {
    this.mapping = mapping;
    this.of = of;
  }

  /**
   * The fields of a node.
   *
   * @param of what the map is, for messages: {@code a rate card}
   * @throws YamlProblem when the node is no map, or has a key that is not among {@code known}
   */
  public static YamlFields of(YamlNode node, String of, Set<String> known) {
    YamlFields fields = anyKeys(node, of);
    fields
        .mapping
        .entries()
        .forEach((key, entry) -> refuseUnknown(key, entry.keyLine(), of, known));
    return fields;
  }

  /** The fields of a node whose keys are names, such as tiers or meters. */
  public static YamlFields anyKeys(YamlNode node, String of) {
    if (!(node instanceof Mapping mapping)) {
      throw YamlProblem.at(node.line(), of + " must be a map, not " + node.what());
    }
    return new YamlFields(mapping, of);
  }

  public static void refuseUnknown(String key, int line, String of, Set<String> known) {
    if (!known.contains(key)) {
      String names = known.stream().sorted().collect(joining(", "));
      String reason = "unknown key '" + key + "' in " + of + " (known: " + names + ")";
      throw YamlProblem.unknown(line, key, reason, NearestNames.nearest(key, known));
    }
  }

  public int line() {
    return mapping.line();
  }

  /** The line of a key, or of the map when the key is absent. */
  public int line(String key) {
    YamlNode.Entry entry = mapping.entries().get(key);
    return entry == null ? mapping.line() : entry.keyLine();
  }

  public Set<String> keys() {
    return mapping.entries().keySet();
  }

  public boolean has(String key) {
    return node(key).isPresent();
  }

  public Optional<YamlNode> node(String key) {
    return Optional.ofNullable(mapping.entries().get(key))
        .map(YamlNode.Entry::value)
        .filter(value -> !(value instanceof Scalar scalar && scalar.isNull()));
  }

  public YamlNode required(String key) {
    return node(key).orElseThrow(() -> problem(key, "'" + key + "' is missing in " + of));
  }

  public List<YamlNode> list(String key) {
    return node(key).map(n -> items(key, n)).orElse(List.of());
  }

  private List<YamlNode> items(String key, YamlNode node) {
    if (!(node instanceof Sequence sequence)) {
      throw problem(key, "'" + key + "' must be a list, not " + node.what());
    }
    return sequence.items();
  }

  /** Text that is not blank, stripped. */
  public Optional<String> text(String key) {
    return node(key).map(n -> text(key, n));
  }

  /**
   * Text that narrows what the map is about. Without its key it is about all; a key without a value
   * is refused, for whoever wrote it meant to name something.
   */
  public Optional<String> condition(String key) {
    if (keys().contains(key) && !has(key)) {
      throw problem(key, "'" + key + "' has no value; name one, or leave the key out to mean all");
    }
    return text(key);
  }

  public String requiredText(String key) {
    return text(key, required(key));
  }

  public static String text(String key, YamlNode node) {
    if (!(node instanceof Scalar scalar) || scalar.isNull() || scalar.text().isBlank()) {
      String what = node instanceof Scalar scalar && !scalar.isNull() ? "blank" : node.what();
      throw YamlProblem.atKey(node.line(), key, "'" + key + "' must be text, not " + what);
    }
    return scalar.text().strip();
  }

  /** A number of 0 or more, exactly as written. */
  public Optional<BigDecimal> amount(String key) {
    return text(key).map(text -> amount(key, text));
  }

  public BigDecimal requiredAmount(String key) {
    return amount(key, requiredText(key));
  }

  private BigDecimal amount(String key, String text) {
    BigDecimal value;
    try {
      value = NumberText.parse(text);
    } catch (NumberProblem problem) {
      throw problem(key, "'" + key + "': " + problem.getMessage());
    }
    if (value.signum() < 0) {
      throw problem(key, "'" + key + "' is negative: " + text);
    }
    return value;
  }

  /** A number of 0 or more, of at most 12 digits before the point and 12 behind it. */
  public Optional<BigDecimal> statedAmount(String key) {
    Optional<BigDecimal> amount = amount(key);
    if (amount.isPresent() && Decimals.fitting(amount.get(), Decimals.STATED_AMOUNT).isEmpty()) {
      String limits = "' has more than 12 digits before the point or behind it: ";
      throw problem(key, "'" + key + limits + requiredText(key));
    }
    return amount;
  }

  /** A price or multiplier of 0 or more that fits DECIMAL(18,12). */
  public BigDecimal requiredUnitPrice(String key) {
    return Decimals.fitting(requiredAmount(key), Decimals.UNIT_PRICE)
        .orElseThrow(
            () -> problem(key, "'" + key + "' does not fit DECIMAL(18,12): " + requiredText(key)));
  }

  /** A quantity of 0 or more that fits DECIMAL(20,6). */
  public Optional<BigDecimal> quantity(String key) {
    return amount(key)
        .map(
            value ->
                Decimals.fitting(value, Decimals.QUANTITY)
                    .orElseThrow(() -> problem(key, "'" + key + "' does not fit DECIMAL(20,6)")));
  }

  /** A whole number of 0 or more. */
  public Optional<Long> wholeNumber(String key) {
    return amount(key).map(value -> wholeNumber(key, value));
  }

  private long wholeNumber(String key, BigDecimal value) {
    try {
      return value.longValueExact();
    } catch (ArithmeticException notWhole) {
      throw problem(
          key, "'" + key + "' must be a whole number below 2^63, not " + value.toPlainString());
    }
  }

  /**
   * A time, or a day, which stands for its first instant; UTC unless it says otherwise. A mere
   * number is refused: {@code 20260901} would be a day of 1970.
   */
  public Optional<Instant> instant(String key) {
    return text(key).map(text -> instant(key, text));
  }

  private Instant instant(String key, String text) {
    return Timestamps.iso(text)
        .orElseThrow(
            () ->
                problem(
                    key,
                    "'%s' is no time such as 2026-09-01 or 2026-09-01T00:00:00Z: %s"
                        .formatted(key, text)));
  }

  /** A day, as {@code 2026-09-01}. */
  public Optional<LocalDate> day(String key) {
    return text(key).map(text -> day(key, text));
  }

  private LocalDate day(String key, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException notADay) {
      throw problem(key, "'" + key + "' is no day such as 2026-09-01: " + text);
    }
  }

  public Optional<Boolean> trueOrFalse(String key) {
    return text(key)
        .map(
            text -> {
              if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                throw problem(key, "'" + key + "' must be true or false, not '" + text + "'");
              }
              return Boolean.valueOf(text);
            });
  }

  public YamlProblem problem(String key, String reason) {
    return YamlProblem.atKey(line(key), key, reason);
  }
}
