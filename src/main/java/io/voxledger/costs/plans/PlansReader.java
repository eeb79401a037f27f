package io.voxledger.costs.plans;

import io.voxledger.money.Decimals;
import io.voxledger.rates.Glob;
import io.voxledger.yaml.YamlDocument;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code plans.yaml}: a list of LiveKit plans by account. */
public final class PlansReader {
  private static final Set<String> KEYS =
      Set.of(
          "account",
          "plan",
          "from",
          "until",
          "monthly_fee",
          "inference_credit",
          "included",
          "hard_cap",
          "phone_numbers");
  private static final Set<String> ALLOWANCE_KEYS = Set.of("quantity", "per");

  private PlansReader() {}

  /**
   * The plans of a text; none when it is empty. A fee or credit that is left out is 0.
   *
   * @throws YamlProblem with the line, at the first rule that is broken; one account has at most
   *     one plan on a day
   */
  public static Plans read(String text) {
    Optional<YamlNode> root =
        YamlDocument.parse(text).filter(n -> !(n instanceof YamlNode.Scalar s && s.isNull()));
    return root.map(PlansReader::plans).orElse(Plans.NONE);
  }

  private static Plans plans(YamlNode root) {
    if (!(root instanceof YamlNode.Sequence sequence)) {
      throw YamlProblem.at(root.line(), "plans must be a list, not " + root.what());
    }
    List<Plan> plans = new ArrayList<>();
    for (YamlNode node : sequence.items()) {
      Plan plan = plan(node);
      refuseOverlap(node, plan, plans);
      plans.add(plan);
    }
    return new Plans(plans);
  }

  private static void refuseOverlap(YamlNode node, Plan plan, List<Plan> before) {
    before.stream()
        .filter(plan::overlaps)
        .findFirst()
        .ifPresent(
            other -> {
              throw YamlProblem.at(
                  node.line(),
                  "account "
                      + plan.account()
                      + " has plan '"
                      + other.name()
                      + "' on some of the days of plan '"
                      + plan.name()
                      + "'; end the one with 'until' where the other begins");
            });
  }

  private static Plan plan(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "a plan", KEYS);
    LocalDate from = fields.day("from").orElse(LocalDate.EPOCH);
    Optional<LocalDate> until = fields.day("until");
    if (until.isPresent() && !from.isBefore(until.get())) {
      throw fields.problem("until", "until " + until.get() + " is not after from " + from);
    }
    List<Allowance> included = new ArrayList<>(skus(fields));
    included.addAll(phoneNumbers(fields));
    return new Plan(
        fields.requiredText("account"),
        fields.requiredText("plan"),
        from,
        until,
        fields.statedAmount("monthly_fee").orElse(BigDecimal.ZERO),
        fields.statedAmount("inference_credit").orElse(BigDecimal.ZERO),
        fields.trueOrFalse("hard_cap").orElse(false),
        included);
  }

  private static List<Allowance> skus(YamlFields fields) {
    return fields
        .node("included")
        .map(node -> YamlFields.anyKeys(node, "included"))
        .map(skus -> skus.keys().stream().map(sku -> allowance(skus, sku)).toList())
        .orElse(List.of());
  }

  private static Allowance allowance(YamlFields skus, String sku) {
    YamlFields fields = YamlFields.of(skus.required(sku), "an allowance", ALLOWANCE_KEYS);
    BigDecimal quantity =
        fields
            .quantity("quantity")
            .orElseThrow(() -> fields.problem("quantity", "'quantity' is missing in " + sku));
    long per = fields.wholeNumber("per").orElse(1L);
    if (per == 0) {
      throw fields.problem("per", "'per' is 0; it is the meter's units in one of 'quantity'");
    }
    BigDecimal units = quantity.multiply(BigDecimal.valueOf(per));
    if (Decimals.fitting(units, Decimals.STATED_QUANTITY).isEmpty()) {
      throw fields.problem("quantity", "'quantity' × 'per' of " + sku + " is too large: " + units);
    }
    return new Allowance(Allowance.Kind.SKU, new Glob(sku), units);
  }

  private static List<Allowance> phoneNumbers(YamlFields fields) {
    return fields
        .node("phone_numbers")
        .map(node -> YamlFields.anyKeys(node, "phone_numbers"))
        .map(kinds -> kinds.keys().stream().map(kind -> numbers(kinds, kind)).toList())
        .orElse(List.of());
  }

  private static Allowance numbers(YamlFields kinds, String kind) {
    BigDecimal count = kinds.quantity(kind).orElse(BigDecimal.ZERO);
    return new Allowance(Allowance.Kind.PHONE_NUMBERS, new Glob(kind), count);
  }
}
