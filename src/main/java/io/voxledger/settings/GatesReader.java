package io.voxledger.settings;

import io.voxledger.settings.Settings.Gates;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import java.util.Set;

/** Reads {@code gates:} of the settings. */
final class GatesReader {
  private static final Set<String> KEYS =
      Set.of(
          "quarantined_pct",
          "unpriced_records",
          "unexplained_usd",
          "shadow_larger",
          "missing_bills");

  private GatesReader() {}

  static Gates read(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "gates", KEYS);
    return new Gates(
        fields.statedAmount("quarantined_pct"),
        fields.wholeNumber("unpriced_records"),
        fields.wholeNumber("shadow_larger"),
        fields.statedAmount("unexplained_usd"),
        fields.wholeNumber("missing_bills"));
  }
}
