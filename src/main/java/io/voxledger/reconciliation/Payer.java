package io.voxledger.reconciliation;

import io.voxledger.billed.BilledLine;

/** One biller's account. */
record Payer(String biller, String account) {
  static Payer of(BilledLine line) {
    return new Payer(line.line().biller(), line.line().account());
  }

  static Payer of(DailyCost cost) {
    return new Payer(cost.biller(), cost.account());
  }

  static Payer of(ReconciledPeriod period) {
    return new Payer(period.biller(), period.account());
  }
}
