package io.voxledger.costs.hosting;

import io.voxledger.money.LargestRemainder;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Charges servers of one's own to those who used them. */
public final class SpreadServers {
  private SpreadServers() {}

  /**
   * The cost of as many servers as the peak needs, by project in proportion to the time that its
   * participants were connected; to the last digit. Empty when nobody was connected.
   *
   * @param participantSeconds by project
   * @return USD by project
   */
  public static SortedMap<String, BigDecimal> spread(
      Map<String, BigDecimal> participantSeconds, BigDecimal peakConcurrent, HostingTerms terms) {
    if (participantSeconds.values().stream().allMatch(seconds -> seconds.signum() == 0)) {
      return new TreeMap<>();
    }
    BigDecimal servers = BigDecimal.valueOf(HostingComparison.servers(peakConcurrent, terms));
    return LargestRemainder.shares(
        Rounding.cost(terms.serverUsdMonth().multiply(servers)), participantSeconds);
  }
}
