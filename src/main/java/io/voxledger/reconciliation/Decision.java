package io.voxledger.reconciliation;

import io.voxledger.billed.BillingPeriod;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people decided about the periods of one biller; an entry of {@code decisions.yaml}.
 *
 * @param about whose periods, and which
 * @param until day from which it no longer holds
 */
public record Decision(
    About about,
    DecisionStatus status,
    Optional<String> owner,
    Optional<String> note,
    Optional<LocalDate> until) {

  /**
   * What is decided about.
   *
   * @param account empty for every account of the biller
   * @param starts the day, or the month, in which a period starts
   */
  public record About(String biller, Optional<String> account, BillingPeriod starts) {
    boolean includes(ReconciledPeriod period) {
      return biller.equals(period.biller())
          && account.map(period.account()::equals).orElse(true)
          && starts.contains(period.period().start());
    }
  }

  /** Whether it still holds on a day. */
  public boolean holdsOn(LocalDate day) {
    return until.map(day::isBefore).orElse(true);
  }

  /** Its status as tables show it on a day: {@code disputed}, later {@code disputed_expired}. */
  public String codeOn(LocalDate day) {
    return status.code() + (holdsOn(day) ? "" : "_expired");
  }

  /** Everything that people wrote, so that another text is another decision. */
  String text() {
    return Stream.of(
            Optional.of(status.code()),
            owner.map(name -> "by " + name),
            until.map(day -> "until " + day),
            note)
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }
}
