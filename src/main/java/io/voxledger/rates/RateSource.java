package io.voxledger.rates;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a card's prices come from. Nothing is computed from it.
 *
 * @param textOrNull the URL, or the plain text that stands in place of one
 * @param checkedOrNull when somebody last compared the prices with it, as written
 * @param gradeOrNull how good a source it is
 */
public record RateSource(String textOrNull, String checkedOrNull, Grade gradeOrNull)
    implements Serializable {
  /** A card that does not tell. */
  public static final RateSource UNKNOWN = new RateSource(null, null, null);

  /** Whether the biller itself published the price. */
  public enum Grade {
    PRIMARY,
    SECONDARY;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> codes() {
      return Arrays.stream(values()).map(Grade::code).toList();
    }

    static Optional<Grade> of(String code) {
      return Arrays.stream(values()).filter(g -> g.code().equals(code)).findFirst();
    }
  }

  public Optional<String> text() {
    return Optional.ofNullable(textOrNull);
  }

  public Optional<String> checked() {
    return Optional.ofNullable(checkedOrNull);
  }

  public Optional<Grade> grade() {
    return Optional.ofNullable(gradeOrNull);
  }
}
