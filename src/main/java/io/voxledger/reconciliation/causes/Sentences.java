package io.voxledger.reconciliation.causes;

import io.voxledger.money.Rounding;
import io.voxledger.pricing.Arithmetic;
import java.math.BigDecimal;

/** Numbers as evidence tells them. */
final class Sentences {
  private static final int DECIMALS = 6;

  private Sentences() {}

  static String number(BigDecimal value) {
    return Arithmetic.number(value);
  }

  /** USD to a millionth; evidence is for people, the exact amount stands beside it. */
  static String usd(BigDecimal value) {
    BigDecimal rounded = Rounding.shown(value, DECIMALS);
    return (rounded.signum() < 0 ? "-" : "") + Arithmetic.number(rounded.abs()) + " USD";
  }

  static String count(long n, String one) {
    return n + " " + one + (n == 1 ? "" : "s");
  }
}
