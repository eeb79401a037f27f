package io.voxledger.rates;

import io.voxledger.measure.Meter;
import io.voxledger.yaml.NearestNames;
import io.voxledger.yaml.YamlDocument;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads {@code contracts.yaml}: a list of agreed prices. */
public final class AgreedPricesReader {
  private static final Set<String> KEYS =
      Set.of("biller", "account", "model", "meter", "discount", "price", "per", "from", "until");

  private AgreedPricesReader() {}

  /**
   * The agreed prices of a text; none when it is empty. {@code account} and {@code model} may be
   * left out and are then {@code *}, {@code per} is then 1.
   *
   * @throws YamlProblem with the line, at the first rule that is broken
   */
  public static AgreedPrices read(String text) {
    return read(text, name -> name.toLowerCase(Locale.ROOT));
  }

  /**
   * The same.
   *
   * @param billers the biller of a name as people write it
   */
  public static AgreedPrices read(String text, UnaryOperator<String> billers) {
    Optional<YamlNode> root =
        YamlDocument.parse(text).filter(n -> !(n instanceof YamlNode.Scalar s && s.isNull()));
    return root.map(node -> prices(node, billers)).orElse(AgreedPrices.NONE);
  }

  private static AgreedPrices prices(YamlNode root, UnaryOperator<String> billers) {
    if (!(root instanceof YamlNode.Sequence sequence)) {
      throw YamlProblem.at(root.line(), "agreed prices must be a list, not " + root.what());
    }
    return new AgreedPrices(sequence.items().stream().map(node -> price(node, billers)).toList());
  }

  private static AgreedPrice price(YamlNode node, UnaryOperator<String> billers) {
    YamlFields fields = YamlFields.of(node, "an agreed price", KEYS);
    Optional<Instant> from = fields.instant("from");
    Optional<Instant> until = fields.instant("until");
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw fields.problem("until", "until " + until.get() + " is not after from " + from.get());
    }
    return new AgreedPrice(
        fields.line(),
        billers.apply(fields.requiredText("biller")),
        new Glob(fields.condition("account").orElse("*")),
        new Glob(fields.condition("model").orElse("*")),
        fields.condition("meter").map(code -> meter(fields, code)).orElse(null),
        from.orElse(null),
        until.orElse(null),
        terms(fields));
  }

  private static Meter meter(YamlFields fields, String code) {
    List<String> codes = Arrays.stream(Meter.values()).map(Meter::code).toList();
    return Meter.of(code)
        .orElseThrow(
            () ->
                YamlProblem.unknown(
                    fields.line("meter"),
                    "meter",
                    "unknown meter '" + code + "'",
                    NearestNames.nearest(code, codes)));
  }

  private static AgreedPrice.Terms terms(YamlFields fields) {
    if (fields.has("discount") == fields.has("price")) {
      throw fields.problem("discount", "an agreed price has either a discount or a price");
    }
    if (fields.has("price")) {
      return new AgreedPrice.Price(fields.requiredUnitPrice("price"), per(fields));
    }
    if (fields.has("per")) {
      throw fields.problem("per", "'per' belongs to a price, not to a discount");
    }
    BigDecimal share = fields.requiredUnitPrice("discount");
    if (share.compareTo(BigDecimal.ONE) > 0) {
      throw fields.problem("discount", "a discount is a share of at most 1, such as 0.07 for 7 %");
    }
    return new AgreedPrice.Discount(share);
  }

  private static long per(YamlFields fields) {
    long per = fields.wholeNumber("per").orElse(1L);
    if (per == 0) {
      throw fields.problem("per", "'per' is 0; it is the number of units that the price is for");
    }
    return per;
  }
}
