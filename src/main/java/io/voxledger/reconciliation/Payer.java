package io.voxledger.reconciliation;

import io.voxledger.billed.BilledLine;
import java.util.Comparator;

/** One biller's account. */
public record Payer(String biller, String account) implements Comparable<Payer> {
  private static final Comparator<Payer> ORDER =
      Comparator.comparing(Payer::biller).thenComparing(Payer::account);

  static Payer of(BilledLine line) {
    return new Payer(line.line().biller(), line.line().account());
  }

  static Payer of(DailyCost cost) {
    return new Payer(cost.biller(), cost.account());
  }

  static Payer of(ReconciledPeriod period) {
    return new Payer(period.biller(), period.account());
  }

  @Override
  public int compareTo(Payer other) {
    return ORDER.compare(this, other);
  }

  /** As it is named in sentences. */
  @Override
  public String toString() {
    return biller + " " + account;
  }
}
