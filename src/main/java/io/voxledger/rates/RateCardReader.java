package io.voxledger.rates;

import io.voxledger.time.TimeRange;
import io.voxledger.yaml.NearestNames;
import io.voxledger.yaml.YamlDocument;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a rate card from its YAML text. A card that breaks a rule is rejected whole, with the first
 * rule it breaks.
 */
public final class RateCardReader {
  private static final Set<String> KEYS =
      Set.of(
          "id",
          "biller",
          "currency",
          "effective_from",
          "effective_until",
          "recorded_at",
          "source",
          "rates");
  private static final Set<String> SOURCE_KEYS = Set.of("url", "checked", "grade");
  private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");

  private RateCardReader() {}

  /**
   * Judges the text of one card.
   *
   * @param file where it was read, for messages and the {@code rate} table
   */
  public static RateCardResult read(String text, String file) {
    try {
      YamlNode root =
          YamlDocument.parse(text).orElseThrow(() -> YamlProblem.at(1, "the file is empty"));
      return new RateCardResult.Accepted(card(YamlFields.of(root, "a rate card", KEYS), file));
    } catch (YamlProblem problem) {
      return new RateCardResult.Rejected(InvalidRateCard.of(file, problem));
    }
  }

  private static RateCard card(YamlFields fields, String file) {
    String id = fields.requiredText("id");
    String biller = fields.requiredText("biller").toLowerCase(Locale.ROOT);
    fields.required("effective_from");
    Instant from = fields.instant("effective_from").orElseThrow();
    TimeRange effective = range(fields, from, fields.instant("effective_until"));
    return new RateCard(
        id,
        biller,
        currency(fields),
        effective,
        fields.instant("recorded_at").orElse(from),
        fields.node("source").map(RateCardReader::source).orElse(RateSource.UNKNOWN),
        entries(fields),
        file,
        null);
  }

  private static TimeRange range(YamlFields fields, Instant from, Optional<Instant> until) {
    if (until.isPresent() && !from.isBefore(until.get())) {
      throw fields.problem(
          "effective_until",
          "effective_until " + until.get() + " is not after effective_from " + from);
    }
    return TimeRange.of(from, until);
  }

  private static String currency(YamlFields fields) {
    String currency = fields.text("currency").orElse("USD");
    if (!CURRENCY.matcher(currency).matches()) {
      throw fields.problem(
          "currency", "'" + currency + "' is no currency code of three letters such as USD");
    }
    return currency.toUpperCase(Locale.ROOT);
  }

  private static RateSource source(YamlNode node) {
    if (node instanceof YamlNode.Scalar plain) {
      return new RateSource(plain.text().strip(), null, null);
    }
    YamlFields fields = YamlFields.of(node, "source", SOURCE_KEYS);
    RateSource.Grade grade = fields.text("grade").map(code -> grade(fields, code)).orElse(null);
    return new RateSource(
        fields.text("url").orElse(null), fields.text("checked").orElse(null), grade);
  }

  private static RateSource.Grade grade(YamlFields fields, String code) {
    return RateSource.Grade.of(code)
        .orElseThrow(
            () ->
                YamlProblem.unknown(
                    fields.line("grade"),
                    "grade",
                    "grade '" + code + "' is neither primary nor secondary",
                    NearestNames.nearest(code, RateSource.Grade.codes())));
  }

  private static List<RateEntry> entries(YamlFields fields) {
    fields.required("rates");
    List<YamlNode> nodes = fields.list("rates");
    if (nodes.isEmpty()) {
      throw fields.problem("rates", "'rates' is empty");
    }
    List<RateEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlNode node : nodes) {
      RateEntry entry = RateEntryReader.read(node);
      entry.names().forEach(name -> requireNew(name, names, node.line()));
      entries.add(entry);
    }
    return entries;
  }

  private static void requireNew(String name, Set<String> names, int line) {
    if (!names.add(name.toLowerCase(Locale.ROOT))) {
      throw YamlProblem.atKey(
          line, "model", "model or alias '" + name + "' stands twice in this card");
    }
  }
}
