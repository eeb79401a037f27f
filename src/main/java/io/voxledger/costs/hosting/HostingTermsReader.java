package io.voxledger.costs.hosting;

import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.math.BigDecimal;
import java.util.Set;

/** Reads the settings' {@code hosting}. */
public final class HostingTermsReader {
  private static final Set<String> KEYS =
      Set.of(
          "server_usd_month",
          "concurrent_per_server",
          "busy_hours_per_month",
          "managed_usd_per_participant_minute",
          "participants");

  private HostingTermsReader() {}

  /**
   * The terms of a map; what it leaves out is as in {@link HostingTerms#DEFAULT}.
   *
   * @throws YamlProblem with the line, at the first rule that is broken
   */
  public static HostingTerms read(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "hosting", KEYS);
    HostingTerms usual = HostingTerms.DEFAULT;
    return new HostingTerms(
        fields.statedAmount("server_usd_month").orElse(usual.serverUsdMonth()),
        aboveZero(fields, "concurrent_per_server", usual.concurrentPerServer()),
        aboveZero(fields, "busy_hours_per_month", usual.busyHoursPerMonth()),
        fields
            .statedAmount("managed_usd_per_participant_minute")
            .orElse(usual.managedUsdPerParticipantMinute()),
        fields.statedAmount("participants").orElse(usual.participants()));
  }

  private static BigDecimal aboveZero(YamlFields fields, String key, BigDecimal usual) {
    BigDecimal value = fields.statedAmount(key).orElse(usual);
    if (value.signum() == 0) {
      throw fields.problem(key, "'" + key + "' must be above 0");
    }
    return value;
  }
}
