package io.voxledger.reconciliation;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All decisions of people. No two of them are about the same. */
public record Decisions(List<Decision> all) {
  public static final Decisions NONE = new Decisions(List.of());

  /** One that names the account goes before one that does not, a day before a month. */
  private static final Comparator<Decision> MOST_SPECIFIC =
      comparing((Decision decision) -> decision.about().account().isEmpty())
          .thenComparing(
              decision ->
                  decision.about().starts().end().toEpochDay()
                      - decision.about().starts().start().toEpochDay());

  public Decisions {
    all = List.copyOf(all);
  }

  /** The most specific decision about a period. */
  public Optional<Decision> about(ReconciledPeriod period) {
    return all.stream().filter(decision -> decision.about().includes(period)).min(MOST_SPECIFIC);
  }

  /** The decisions that are about none of the periods: a slip of the pen, or usage that is gone. */
  public List<Decision> aboutNoneOf(Collection<ReconciledPeriod> periods) {
    return all.stream()
        .filter(decision -> periods.stream().noneMatch(decision.about()::includes))
        .toList();
  }
}
