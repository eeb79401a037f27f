package io.voxledger.reports;

import io.voxledger.measure.Meter;
import io.voxledger.pricing.ChargeKey;
import io.voxledger.pricing.Explanation;
import io.voxledger.pricing.PriceExplainer;
import io.voxledger.pricing.Pricer;
import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.reports.SessionReceipt.SourceChoice;
import io.voxledger.reports.SessionReceipt.SourceSum;
import io.voxledger.time.BillingCalendar;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.ChooseSources;
import io.voxledger.usage.ProjectRules;
import io.voxledger.usage.SettleSession;
import io.voxledger.usage.UsageRecord;
import io.voxledger.usage.UsageRecord.Standing;
import io.voxledger.usage.UsageSource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Why a session costs what it costs, from its stored rows and records. */
public final class ExplainSession {
  private ExplainSession() {}

  /** How each charge of the records got its price, by the charge's key. */
  public static Map<ChargeKey, Explanation> prices(
      List<UsageRecord> records, Pricer pricer, BillingCalendar calendar) {
    PriceExplainer explainer = new PriceExplainer(pricer);
    Map<ChargeKey, Explanation> found = new HashMap<>();
    for (UsageRecord record : records) {
      var usage = io.voxledger.pricing.UsageFacts.of(record);
      if (record.standing() != Standing.USED || !(pricer.price(usage) instanceof Priced priced)) {
        continue;
      }
      List<ChargeKey> keys =
          priced.meters().stream().map(meter -> ChargeKey.of(record, meter, calendar)).toList();
      if (!found.keySet().containsAll(keys)) {
        List<Explanation> explained = explainer.explain(usage);
        for (int i = 0; i < keys.size(); i++) {
          found.putIfAbsent(keys.get(i), explained.get(i));
        }
      }
    }
    return found;
  }

  /** Which sources reported what, and which of them counts. */
  public static List<SourceChoice> sources(List<UsageRecord> records) {
    Map<String, List<UsageRecord>> usages =
        records.stream()
            .collect(
                Collectors.groupingBy(ExplainSession::what, TreeMap::new, Collectors.toList()));
    List<SourceChoice> choices = new ArrayList<>();
    usages.forEach(
        (what, same) ->
            choices.add(
                new SourceChoice(what, sums(same, Standing.USED), sums(same, Standing.SHADOWED))));
    return choices;
  }

  private static String what(UsageRecord record) {
    return record.kind().code()
        + " "
        + record.provider()
        + " "
        + ChooseSources.undated(record.model());
  }

  private static List<SourceSum> sums(List<UsageRecord> records, Standing standing) {
    SortedMap<UsageSource, List<UsageRecord>> bySource =
        records.stream()
            .filter(record -> record.standing() == standing)
            .collect(Collectors.groupingBy(UsageRecord::source, TreeMap::new, Collectors.toList()));
    List<SourceSum> sums = new ArrayList<>();
    bySource.forEach(
        (source, rows) -> sums.add(new SourceSum(source.folder(), rows.size(), sum(rows))));
    return sums;
  }

  private static SortedMap<Meter, BigDecimal> sum(List<UsageRecord> records) {
    Map<Meter, BigDecimal> sum = new EnumMap<>(Meter.class);
    for (UsageRecord record : records) {
      record
          .quantities()
          .asMap()
          .forEach((meter, quantity) -> sum.merge(meter, quantity, BigDecimal::add));
    }
    return new TreeMap<>(sum);
  }

  /**
   * What named the project.
   *
   * @param project as it stands in the tables
   * @param rows the session's rows, as stored
   * @param records the session's usage
   * @param rules as they are now
   */
  public static String whyProject(
      String project, List<AcceptedRow> rows, List<UsageRecord> records, ProjectRules rules) {
    SortedSet<String> named = SettleSession.namedBy(rows);
    if (!named.isEmpty()) {
      return whoNames(project, rows) + others(project, named);
    }
    Set<String> accounts =
        records.stream().map(UsageRecord::account).collect(Collectors.toCollection(TreeSet::new));
    ProjectRules.Evidence evidence = SettleSession.evidence(rows, accounts);
    Optional<ProjectRules.Rule> winner = rules.winner(evidence);
    if (!rules.projectOf(evidence).equals(project)) {
      return "by a rule of projects.yaml that has changed since";
    }
    return winner
        .map(
            rule ->
                "rule " + (rules.rules().indexOf(rule) + 1) + " of projects.yaml: " + match(rule))
        .orElse("no row names a project, and no rule of projects.yaml matches; add a rule");
  }

  /** A session of a closed month keeps its project when rows that come later name another. */
  private static String others(String project, SortedSet<String> named) {
    if (!named.first().equals(project)) {
      return ", before the first of " + named + " was named";
    }
    return named.size() > 1 ? ", the first of " + named : "";
  }

  private static String whoNames(String project, List<AcceptedRow> rows) {
    for (AcceptedRow row : rows) {
      String place = row.origin().file() + ":" + row.origin().line();
      if (row.attribution().projectId().filter(project::equals).isPresent()) {
        return "named by the row " + place;
      }
      if (row.attribution().folderProject().filter(project::equals).isPresent()) {
        return "named by the folder of " + place;
      }
    }
    return "named by a row that is no longer stored";
  }

  private static String match(ProjectRules.Rule rule) {
    List<String> keys = new ArrayList<>();
    rule.metadata().ifPresent(key -> keys.add("room metadata has '" + key + "'"));
    rule.room().ifPresent(glob -> keys.add("room " + glob));
    rule.account().ifPresent(glob -> keys.add("account " + glob));
    return String.join(" and ", keys);
  }
}
