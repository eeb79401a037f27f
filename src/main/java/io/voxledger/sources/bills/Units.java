package io.voxledger.sources.bills;

import io.voxledger.billed.BilledQuantity;
import io.voxledger.measure.Basis;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The units of bills in ours: {@code minutes}, {@code 1M Tokens}, {@code 1000_tokens}, {@code
 * duration_hours}, {@code GB} (10^9 bytes). A unit that is not known stays as it is written.
 */
final class Units {
  private static final Pattern SCALED =
      Pattern.compile("(?:(?<count>[0-9]{1,9})(?<scale>[km])?[ _-]+)?(?<word>[a-z]+)");
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(20);

  private record Unit(long size, Basis basis) {}

  private static final Map<String, Unit> BY_WORD =
      Map.ofEntries(
          Map.entry("token", new Unit(1, Basis.TOKENS)),
          Map.entry("character", new Unit(1, Basis.CHARACTERS)),
          Map.entry("char", new Unit(1, Basis.CHARACTERS)),
          Map.entry("second", new Unit(1, Basis.SECONDS)),
          Map.entry("minute", new Unit(60, Basis.SECONDS)),
          Map.entry("hour", new Unit(3600, Basis.SECONDS)),
          Map.entry("byte", new Unit(1, Basis.BYTES)),
          Map.entry("mb", new Unit(1_000_000, Basis.BYTES)),
          Map.entry("gb", new Unit(1_000_000_000, Basis.BYTES)),
          Map.entry("event", new Unit(1, Basis.EVENTS)),
          Map.entry("request", new Unit(1, Basis.EVENTS)),
          Map.entry("month", new Unit(1, Basis.MONTHS)));

  private Units() {}

  /**
   * The quantity in our units.
   *
   * @throws RowProblem {@code number_out_of_range}
   */
  static BilledQuantity convert(BigDecimal quantity, String unit) {
    String name = unit.strip().toLowerCase(Locale.ROOT);
    Matcher scaled = SCALED.matcher(name.replaceFirst("^duration_", ""));
    Unit ours = scaled.matches() ? BY_WORD.get(singular(scaled.group("word"))) : null;
    if (ours == null) {
      return new BilledQuantity(quantity, name);
    }
    BigDecimal size = BigDecimal.valueOf(ours.size()).multiply(scale(scaled));
    BigDecimal converted = quantity.multiply(size);
    if (converted.abs().compareTo(LIMIT) >= 0) {
      throw new RowProblem(
          Reason.NUMBER_OUT_OF_RANGE, quantity + " " + unit + " are 10^20 or more of our units");
    }
    return BilledQuantity.of(converted, ours.basis());
  }

  private static String singular(String word) {
    return word.length() > 2 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }

  private static BigDecimal scale(Matcher scaled) {
    if (scaled.group("count") == null) {
      return BigDecimal.ONE;
    }
    BigDecimal count = new BigDecimal(scaled.group("count"));
    String letter = scaled.group("scale");
    return letter == null ? count : count.scaleByPowerOfTen(letter.equals("k") ? 3 : 6);
  }
}
