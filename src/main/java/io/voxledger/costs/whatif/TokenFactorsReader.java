package io.voxledger.costs.whatif;

import io.voxledger.costs.whatif.TokenFactor.Ratio;
import io.voxledger.money.NumberProblem;
import io.voxledger.money.NumberText;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the settings' {@code what_if}. */
public final class TokenFactorsReader {
  private static final Set<String> KEYS =
      Set.of("from", "to", "modality", "factor", "low", "high", "source");
  private static final Set<String> MODALITIES = Set.of("text", "audio", "image");

  private TokenFactorsReader() {}

  /**
   * The factors of a list.
   *
   * @throws YamlProblem with the line, at the first rule that is broken
   */
  public static TokenFactors read(List<YamlNode> items) {
    return new TokenFactors(items.stream().map(TokenFactorsReader::factor).toList());
  }

  private static TokenFactor factor(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "a token factor", KEYS);
    String modality = fields.text("modality").orElse(null);
    if (modality != null && !MODALITIES.contains(modality)) {
      throw fields.problem("modality", "'modality' is text, audio or image, not " + modality);
    }
    Ratio factor = ratio(fields, "factor", fields.requiredText("factor"));
    return new TokenFactor(
        fields.requiredText("from").toLowerCase(Locale.ROOT),
        fields.requiredText("to").toLowerCase(Locale.ROOT),
        modality,
        factor,
        fields.text("low").map(text -> ratio(fields, "low", text)).orElse(factor),
        fields.text("high").map(text -> ratio(fields, "high", text)).orElse(factor),
        fields.requiredText("source"));
  }

  private static Ratio ratio(YamlFields fields, String key, String text) {
    String[] parts = text.split("/", 2);
    return new Ratio(
        number(fields, key, parts[0]),
        parts.length == 1 ? BigDecimal.ONE : number(fields, key, parts[1]));
  }

  private static BigDecimal number(YamlFields fields, String key, String text) {
    try {
      BigDecimal value = NumberText.parse(text.strip());
      if (value.signum() > 0) {
        return value;
      }
    } catch (NumberProblem problem) {
      throw fields.problem(key, "'" + key + "': " + problem.getMessage());
    }
    throw fields.problem(key, "'" + key + "' must be above 0: " + text);
  }
}
