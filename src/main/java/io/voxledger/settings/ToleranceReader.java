package io.voxledger.settings;

import io.voxledger.reconciliation.Tolerance;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import java.util.Set;

/** Reads {@code reconciliation:} of the settings. */
final class ToleranceReader {
  private static final Set<String> KEYS =
      Set.of("tolerance_usd", "tolerance_pct", "tolerance_pct_cap_usd");

  private ToleranceReader() {}

  static Tolerance read(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "reconciliation", KEYS);
    return new Tolerance(
        fields.statedAmount("tolerance_usd").orElse(Tolerance.DEFAULT.usd()),
        fields.statedAmount("tolerance_pct").orElse(Tolerance.DEFAULT.pct()),
        fields.statedAmount("tolerance_pct_cap_usd").orElse(Tolerance.DEFAULT.pctCapUsd()));
  }
}
