package io.voxledger.sources.bills;

import io.voxledger.billed.BillPeriod;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.bills.OpenAiResult.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The page that OpenAI's Costs and Usage APIs share. Periods are read from the epoch fields: their
 * ISO siblings lose the zone.
 */
final class OpenAiPage {
  private OpenAiPage() {}

  static List<JsonObject> buckets(JsonObject page) {
    requireType(page, Set.of("page"));
    return page.objects("data");
  }

  static BillPeriod period(JsonObject bucket) {
    Instant start = bucket.instant("start_time");
    Instant end = bucket.instant("end_time");
    return Days.between(bucket, start, end);
  }

  /**
   * Who is behind a page's results. Some results leave out the organisation that the others agree
   * on.
   */
  static Owner owner(List<JsonObject> buckets, Optional<String> folder, String defaultAccount) {
    Set<String> named =
        buckets.stream()
            .flatMap(bucket -> bucket.objects("results").stream())
            .flatMap(result -> result.text("organization_id").stream())
            .collect(Collectors.toSet());
    Optional<String> organization =
        named.size() == 1 ? Optional.of(named.iterator().next()) : Optional.empty();
    return new Owner(folder, organization, defaultAccount);
  }

  /** Refuses what is of another kind than the file's folder says. */
  static void requireType(JsonObject json, Set<String> types) {
    json.text("object")
        .filter(found -> !types.contains(found))
        .ifPresent(
            found -> {
              throw new RowProblem(
                  Reason.UNKNOWN_TYPE,
                  json.place() + " is a '" + found + "'; known here are " + new TreeSet<>(types));
            });
  }
}
