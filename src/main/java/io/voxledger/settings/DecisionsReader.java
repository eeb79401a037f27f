package io.voxledger.settings;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.reconciliation.Decision;
import io.voxledger.reconciliation.Decision.About;
import io.voxledger.reconciliation.DecisionStatus;
import io.voxledger.reconciliation.Decisions;
import io.voxledger.yaml.NearestNames;
import io.voxledger.yaml.YamlDocument;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads {@code decisions.yaml}: a list of what people decided on open items. */
final class DecisionsReader {
  private static final Set<String> KEYS =
      Set.of("biller", "account", "period", "status", "owner", "note", "until");

  private DecisionsReader() {}

  /**
   * The decisions of a text; none when it is empty. Without an {@code account}, or with {@code *},
   * a decision is about every account of the biller; a {@code period} is the day or the month in
   * which billing periods start.
   *
   * @param billers the biller of a name as people write it
   * @throws YamlProblem with the line, at the first entry that is broken or about the same as an
   *     earlier one
   */
  static Decisions read(String text, UnaryOperator<String> billers) {
    Optional<YamlNode> root =
        YamlDocument.parse(text).filter(n -> !(n instanceof YamlNode.Scalar s && s.isNull()));
    return root.map(node -> decisions(node, billers)).orElse(Decisions.NONE);
  }

  private static Decisions decisions(YamlNode root, UnaryOperator<String> billers) {
    if (!(root instanceof YamlNode.Sequence sequence)) {
      throw YamlProblem.at(root.line(), "decisions must be a list, not " + root.what());
    }
    Map<About, Integer> lines = new HashMap<>();
    List<Decision> decisions = new ArrayList<>();
    for (YamlNode node : sequence.items()) {
      YamlFields fields = YamlFields.of(node, "a decision", KEYS);
      Decision decision = decision(fields, billers);
      Integer earlier = lines.putIfAbsent(decision.about(), fields.line());
      if (earlier != null) {
        throw fields.problem(
            "period", "line " + earlier + " decides on the same biller, account and period");
      }
      decisions.add(decision);
    }
    return new Decisions(decisions);
  }

  private static Decision decision(YamlFields fields, UnaryOperator<String> billers) {
    About about =
        new About(
            billers.apply(fields.requiredText("biller")),
            fields.condition("account").filter(account -> !account.equals("*")),
            starts(fields));
    return new Decision(
        about,
        status(fields),
        fields.text("owner"),
        fields.text("note"),
        fields.text("until").map(text -> day(fields, "until", text)));
  }

  private static BillingPeriod starts(YamlFields fields) {
    String text = fields.requiredText("period");
    try {
      return BillingPeriod.monthOf(YearMonth.parse(text).atDay(1));
    } catch (DateTimeException noMonth) {
      return BillingPeriod.day(day(fields, "period", text));
    }
  }

  private static LocalDate day(YamlFields fields, String key, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException noDay) {
      String month = key.equals("period") ? " or month such as 2026-09" : "";
      throw fields.problem(key, "'" + key + "' is no day such as 2026-09-14" + month + ": " + text);
    }
  }

  private static DecisionStatus status(YamlFields fields) {
    String text = fields.requiredText("status");
    List<String> codes = Arrays.stream(DecisionStatus.values()).map(DecisionStatus::code).toList();
    int found = codes.indexOf(text);
    if (found < 0) {
      throw YamlProblem.unknown(
          fields.line("status"),
          "status",
          "unknown status '" + text + "' (known: " + String.join(", ", codes) + ")",
          NearestNames.nearest(text, codes));
    }
    return DecisionStatus.values()[found];
  }
}
