package io.voxledger.reports;

import io.voxledger.costs.TransportShare;
import io.voxledger.costs.hosting.HostingComparison;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Managed transport against servers of one's own, for people and for programs.
 *
 * @param measured whether connections showed the peak of the month
 * @param actual the month as it was
 * @param estimates for other numbers of sessions
 * @param ownServers what servers that one has cost in the month, by project, USD
 */
public record HostingReport(
    String month,
    boolean measured,
    HostingComparison actual,
    List<HostingComparison> estimates,
    List<Transport> transport,
    SortedMap<String, BigDecimal> ownServers) {
  private static final int CENTS = 2;

  /** What transport is of a project's cost, USD. */
  public record Transport(String projectId, BigDecimal transportUsd, BigDecimal totalUsd) {}

  /** Tables for a terminal; money is rounded for display only. */
  public String text() {
    StringBuilder text = new StringBuilder("Transport, managed against self-hosted (USD)\n");
    TextTable table =
        new TextTable(
            "",
            "sessions",
            "minutes",
            "peak",
            "managed",
            "servers",
            "own",
            "savings",
            "%",
            "breaks even at");
    row(table, month + (measured ? "" : ", estimated"), actual);
    estimates.forEach(estimate -> row(table, "estimate", estimate));
    text.append(table);
    text.append("  minutes are those of participants; servers = ⌊peak ÷ capacity⌋ + 1\n");
    if (!transport.isEmpty()) {
      TextTable shares = new TextTable("project", "transport", "total", "%");
      transport.forEach(
          t ->
              shares.row(
                  t.projectId(),
                  Shown.rounded(t.transportUsd(), CENTS),
                  Shown.rounded(t.totalUsd(), CENTS),
                  TransportShare.pct(t.transportUsd(), t.totalUsd())
                      .map(pct -> Shown.rounded(pct, 1))
                      .orElse("")));
      text.append("\nTransport's share of cost\n").append(shares);
    }
    if (!ownServers.isEmpty()) {
      TextTable own = new TextTable("project", "USD");
      ownServers.forEach((project, usd) -> own.row(project, Shown.rounded(usd, CENTS)));
      text.append("\nServers of your own, by participant-minutes\n").append(own);
    }
    return text.toString().strip();
  }

  private static void row(TextTable table, String name, HostingComparison of) {
    table.row(
        name,
        Shown.count(of.use().sessions()),
        Shown.rounded(of.use().participantMinutes(), 0),
        Shown.exact(of.use().peakConcurrent()),
        Shown.rounded(of.managedUsd(), CENTS),
        Shown.count(of.serversNeeded()),
        Shown.rounded(of.selfHostedUsd(), CENTS),
        Shown.rounded(of.savingsUsd(), CENTS),
        of.savingsPct().map(pct -> Shown.rounded(pct, 0)).orElse(""),
        of.breakEvenSessions().map(Shown::count).orElse(""));
  }

  /** Maps and lists; decimals as text with all their digits. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("month", month);
    json.put("peak_measured", measured);
    json.putAll(comparison(actual));
    json.put("estimates", estimates.stream().map(HostingReport::comparison).toList());
    json.put("transport", transport.stream().map(HostingReport::share).toList());
    Map<String, String> own = new LinkedHashMap<>();
    ownServers.forEach((project, usd) -> own.put(project, usd.toPlainString()));
    json.put("own_servers_usd", own);
    return json;
  }

  private static Map<String, Object> comparison(HostingComparison of) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sessions", of.use().sessions());
    json.put("participant_minutes", of.use().participantMinutes().toPlainString());
    json.put("peak_concurrent", of.use().peakConcurrent().toPlainString());
    json.put("managed_cost_usd", of.managedUsd().toPlainString());
    json.put("servers_needed", of.serversNeeded());
    json.put("self_hosted_cost_usd", of.selfHostedUsd().toPlainString());
    json.put("savings_usd", of.savingsUsd().toPlainString());
    json.put("savings_pct", of.savingsPct().map(BigDecimal::toPlainString).orElse(null));
    json.put("break_even_sessions", of.breakEvenSessions().orElse(null));
    return json;
  }

  private static Map<String, Object> share(Transport transport) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("project_id", transport.projectId());
    json.put("transport_cost_usd", transport.transportUsd().toPlainString());
    json.put("total_cost_usd", transport.totalUsd().toPlainString());
    json.put(
        "transport_pct",
        TransportShare.pct(transport.transportUsd(), transport.totalUsd())
            .map(BigDecimal::toPlainString)
            .orElse(null));
    return json;
  }
}
