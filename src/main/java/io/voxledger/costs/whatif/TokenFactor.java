package io.voxledger.costs.whatif;

import io.voxledger.measure.Basis;
import io.voxledger.measure.Meter;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How many tokens of another provider the same speech or text takes: {@code tokens × factor}.
 *
 * @param from provider, lower case
 * @param to provider, lower case
 * @param modalityOrNull {@code text}, {@code audio} or {@code image}; null for all tokens
 * @param factor what is believed
 * @param low the least that is possible
 * @param high the most that is possible
 * @param source where it was measured or published
 */
public record TokenFactor(
    String from,
    String to,
    String modalityOrNull,
    Ratio factor,
    Ratio low,
    Ratio high,
    String source)
    implements Serializable {

  /**
   * A factor as it was written: {@code 6.98} or {@code 44/6.3}, so that no digit is lost.
   *
   * @param divisor above 0
   */
  public record Ratio(BigDecimal dividend, BigDecimal divisor) implements Serializable {
    public static final Ratio ONE = new Ratio(BigDecimal.ONE, BigDecimal.ONE);

    @Override
    public String toString() {
      String text = dividend.toPlainString();
      return divisor.compareTo(BigDecimal.ONE) == 0 ? text : text + "/" + divisor.toPlainString();
    }
  }

  /** Empty for all tokens. */
  public Optional<String> modality() {
    return Optional.ofNullable(modalityOrNull);
  }

  public boolean isBetween(String fromProvider, String toProvider) {
    return from.equals(fromProvider) && to.equals(toProvider);
  }

  boolean covers(String fromProvider, String toProvider, Meter meter) {
    return isBetween(fromProvider, toProvider)
        && meter.basis() == Basis.TOKENS
        && modality().map(name -> meter.code().endsWith("_" + name)).orElse(true);
  }
}
