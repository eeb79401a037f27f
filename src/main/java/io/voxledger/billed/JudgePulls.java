package io.voxledger.billed;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import io.voxledger.billed.BillSource.Renewal;
import io.voxledger.billed.CompletePull.PlacedLine;
import io.voxledger.billed.CompletePull.Stated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the pages of each pull together and says which pulls are complete.
 *
 * <p>A pull is complete when its last page is there and none is missing. Pages do not say which
 * page they are, so a missing one shows as a gap: in the numbers of files called {@code page1},
 * {@code page2}…, or between the periods of the pages.
 */
final class JudgePulls {

  /** Complete pulls and the others. */
  record Judged(List<CompletePull> complete, List<IncompletePull> incomplete) {}

  private JudgePulls() {}

  /**
   * Judges every pull.
   *
   * @param pages in any order; repeated pages do no harm
   * @param damaged pulls of which a page could not be read
   */
  static Judged judge(Collection<BillPage> pages, Collection<PullKey> damaged) {
    Map<PullKey, List<BillPage>> byPull = pages.stream().collect(groupingBy(BillPage::pull));
    Set<PullKey> keys = new LinkedHashSet<>(byPull.keySet());
    keys.addAll(damaged);
    List<CompletePull> complete = new ArrayList<>();
    List<IncompletePull> incomplete = new ArrayList<>();
    for (PullKey key : keys) {
      List<BillPage> all = byPull.getOrDefault(key, List.of());
      List<BillPage> distinct = distinct(all);
      Optional<String> lack =
          damaged.contains(key)
              ? Optional.of("a page of it could not be read: see the quarantine")
              : missingNumber(all).or(() -> lack(distinct));
      if (lack.isPresent()) {
        incomplete.add(new IncompletePull(key, lack.get()));
      } else {
        complete.add(unite(key, distinct));
      }
    }
    complete.sort(CompletePull.NEWEST_LAST.thenComparing(pull -> pull.key().source()));
    incomplete.sort(comparing(pull -> pull.pull().describe()));
    return new Judged(complete, incomplete);
  }

  /** One page of each content, with the smallest place at which it stands. */
  private static List<BillPage> distinct(List<BillPage> pages) {
    Set<Object> seen = new HashSet<>();
    return pages.stream()
        .sorted(comparing(BillPage::origin))
        .filter(page -> seen.add(List.of(page.hasMore(), page.buckets())))
        .toList();
  }

  private static Optional<String> lack(List<BillPage> pages) {
    if (pages.stream().allMatch(BillPage::hasMore)) {
      return Optional.of("its last page (has_more false) is not there");
    }
    return missingPeriod(pages).or(() -> contradiction(pages));
  }

  private static Optional<String> missingNumber(List<BillPage> pages) {
    if (pages.stream().anyMatch(page -> page.number().isEmpty())) {
      return Optional.empty();
    }
    Set<Integer> numbers =
        pages.stream().map(page -> page.number().getAsInt()).collect(Collectors.toSet());
    int last = numbers.stream().max(Integer::compare).orElseThrow();
    for (int number = 1; number < last; number++) {
      if (!numbers.contains(number)) {
        return Optional.of("page " + number + " is missing");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> missingPeriod(List<BillPage> pages) {
    if (pages.stream().noneMatch(BillPage::hasMore)) {
      return Optional.empty();
    }
    List<BillPeriod> periods =
        pages.stream()
            .flatMap(page -> page.buckets().stream())
            .map(BillBucket::period)
            .sorted()
            .toList();
    Instant covered = periods.isEmpty() ? Instant.MIN : periods.get(0).end();
    for (BillPeriod period : periods) {
      if (period.start().isAfter(covered)) {
        return Optional.of("the page from " + covered + " to " + period.start() + " is missing");
      }
      covered = period.end().isAfter(covered) ? period.end() : covered;
    }
    return Optional.empty();
  }

  /**
   * Two pages that give one line of one period different amounts: one of them is of another time.
   */
  private static Optional<String> contradiction(List<BillPage> pages) {
    if (pages.get(0).pull().source().renewal() != Renewal.RESTATING) {
      return Optional.empty();
    }
    Map<LineKey, Set<BillLine>> seen = new TreeMap<>(LineKey.ORDER);
    for (BillPage page : pages) {
      for (Map.Entry<LineKey, List<BillLine>> group : groups(page).entrySet()) {
        Set<BillLine> here = Set.copyOf(group.getValue());
        Set<BillLine> before = seen.putIfAbsent(group.getKey(), here);
        if (before != null && !before.equals(here)) {
          String line = group.getValue().get(0).lineItem().orElse("without a name");
          return Optional.of(
              "two pages of it state line '"
                  + line
                  + "' of "
                  + group.getKey().period().start()
                  + " differently");
        }
      }
    }
    return Optional.empty();
  }

  private static CompletePull unite(PullKey key, List<BillPage> pages) {
    Map<LineKey, List<PlacedLine>> lines = new TreeMap<>(LineKey.ORDER);
    Set<Stated> stated = new HashSet<>();
    Instant end = Instant.MIN;
    for (BillPage page : pages) {
      groups(page)
          .forEach(
              (line, versions) ->
                  lines.merge(line, placed(versions, page), (a, b) -> unite(key.source(), a, b)));
      for (BillBucket bucket : page.buckets()) {
        stated.add(new Stated(bucket.scope(), bucket.period()));
        end = bucket.period().end().isAfter(end) ? bucket.period().end() : end;
      }
    }
    return new CompletePull(
        key,
        key.pulledAt().orElse(end),
        lines.values().stream().flatMap(List::stream).toList(),
        stated,
        pages.get(0).defaultScope());
  }

  /** What two pages say about one line: versions of it, or the same one counted. */
  private static List<PlacedLine> unite(
      BillSource source, List<PlacedLine> first, List<PlacedLine> second) {
    return switch (source.renewal()) {
      case APPEND, RESTATING_IN_PARTS -> Stream.concat(first.stream(), second.stream()).toList();
      case RESTATING, APPEND_COUNTED -> second.size() > first.size() ? second : first;
    };
  }

  private static List<PlacedLine> placed(List<BillLine> lines, BillPage page) {
    return lines.stream().map(line -> new PlacedLine(line, page.origin().file())).toList();
  }

  private static Map<LineKey, List<BillLine>> groups(BillPage page) {
    return page.buckets().stream()
        .flatMap(bucket -> bucket.lines().stream())
        .map(Worded::of)
        .sorted(comparing(Worded::content))
        .map(Worded::line)
        .collect(groupingBy(LineKey::of));
  }

  /** A line beside its content, which is too long to be put together at every comparison. */
  private record Worded(String content, BillLine line) {
    static Worded of(BillLine line) {
      return new Worded(BilledLineId.content(line), line);
    }
  }

  /** What one pull states one line under. */
  private record LineKey(String scope, BillPeriod period, String identity) {
    static final Comparator<LineKey> ORDER =
        comparing(LineKey::scope).thenComparing(LineKey::period).thenComparing(LineKey::identity);

    static LineKey of(BillLine line) {
      return new LineKey(line.scope(), line.period(), line.identity());
    }
  }
}
