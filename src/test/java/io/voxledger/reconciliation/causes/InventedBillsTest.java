package io.voxledger.reconciliation.causes;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.reconciliation.Scope;
import io.voxledger.reconciliation.causes.InventedBill.Mistake;
import io.voxledger.reconciliation.causes.InventedBill.Shape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bills with known mistakes: what is named, and what is not. */
class InventedBillsTest {
  private static final Shape LINES = new Shape(true, false, 12);
  private static final Shape LINES_WITHOUT_QUANTITY = new Shape(false, false, 12);
  private static final Shape ONE_LINE = new Shape(true, true, 12);
  private static final Shape ONE_LINE_WITHOUT_QUANTITY = new Shape(false, true, 12);
  private static final List<Shape> SHAPES =
      List.of(LINES, LINES_WITHOUT_QUANTITY, ONE_LINE, ONE_LINE_WITHOUT_QUANTITY);

  /** Mistakes that change a quantity and nothing else: a cost alone does not tell them apart. */
  private static final Set<Mistake> QUANTITIES =
      EnumSet.of(
          Mistake.USAGE_MISSING,
          Mistake.USAGE_DUPLICATED,
          Mistake.REASONING_TOKENS,
          Mistake.CONNECTION_TIME);

  private record Outcome(Map<Cause, BigDecimal> claimed, Set<Cause> exact, Set<Cause> candidates) {
    static Outcome of(ExplainPeriod.Result result) {
      Map<Cause, BigDecimal> claimed = new TreeMap<>();
      Set<Cause> exact = new TreeSet<>();
      Set<Cause> candidates = new TreeSet<>();
      for (FoundCause found : result.causes()) {
        if (!found.isClaimed()) {
          candidates.add(found.cause());
        } else if (found.cause() != Cause.UNEXPLAINED) {
          claimed.merge(found.cause(), found.amount(), BigDecimal::add);
          if (found.confidence().orElseThrow() == Confidence.EXACT) {
            exact.add(found.cause());
          }
        }
      }
      return new Outcome(claimed, exact, candidates);
    }

    /** The share of the injected dollars that is attributed to their causes, in per cent. */
    BigDecimal attributed(Map<Mistake, BigDecimal> injected) {
      BigDecimal all = BigDecimal.ZERO;
      BigDecimal right = BigDecimal.ZERO;
      for (Map.Entry<Mistake, BigDecimal> entry : injected.entrySet()) {
        BigDecimal wanted = entry.getValue();
        BigDecimal got = claimed.getOrDefault(entry.getKey().cause(), BigDecimal.ZERO);
        all = all.add(wanted.abs());
        right = right.add(wanted.abs().subtract(got.subtract(wanted).abs()).max(BigDecimal.ZERO));
      }
      return right.movePointRight(2).divide(all, 4, RoundingMode.HALF_EVEN);
    }
  }

  private static void assertSumsUp(ExplainPeriod.Result result) {
    BigDecimal variance =
        result.rows().stream()
            .filter(row -> row.key().scope() == Scope.TOTAL)
            .findFirst()
            .orElseThrow()
            .variance();
    BigDecimal sum =
        result.causes().stream()
            .filter(FoundCause::isClaimed)
            .map(FoundCause::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo(variance);
  }

  /** A cost without a quantity, or several prices on one line, leave some of them open. */
  private static boolean canBeTold(Mistake mistake, Shape shape) {
    boolean isOpenWithoutQuantity =
        QUANTITIES.contains(mistake)
            || mistake == Mistake.CACHED_USAGE_NOT_REPORTED && shape.isOneLine();
    boolean isOpenOnOneLine =
        mistake == Mistake.USAGE_MISSING
            || mistake == Mistake.USAGE_DUPLICATED
            || mistake == Mistake.CACHED_USAGE_NOT_REPORTED;
    if (isRatio(mistake)) {
      return shape.hasQuantities() && !shape.isOneLine();
    }
    return shape.hasQuantities() ? !(shape.isOneLine() && isOpenOnOneLine) : !isOpenWithoutQuantity;
  }

  private static boolean isRatio(Mistake mistake) {
    return mistake == Mistake.MARKUP || mistake == Mistake.UNKNOWN_DISCOUNT;
  }

  @ParameterizedTest
  @EnumSource(Mistake.class)
  void aMistakeIsNamedWithItsAmount(Mistake mistake) {
    for (Shape shape : SHAPES) {
      for (int seed = 0; seed < 2; seed++) {
        InventedBill bill = new InventedBill(100 * seed + 7, shape, EnumSet.of(mistake));
        ExplainPeriod.Result result = bill.explain();
        Outcome outcome = Outcome.of(result);
        String what = mistake + " " + shape + " " + bill.injected() + " " + result.causes();

        assertSumsUp(result);
        if (canBeTold(mistake, shape)) {
          assertThat(outcome.attributed(bill.injected()))
              .as(what)
              .isGreaterThanOrEqualTo(new BigDecimal("99"));
          assertThat(outcome.claimed().keySet()).as(what).containsOnly(mistake.cause());
          if (!isRatio(mistake)) { // it may be part of one: a tier's multiplier and another
            assertThat(outcome.exact()).as(what).containsOnly(mistake.cause());
          }
        } else {
          Set<Cause> named = new TreeSet<>(outcome.candidates());
          named.addAll(outcome.claimed().keySet());
          assertThat(named).as(what).contains(mistake.cause());
          assertThat(outcome.exact()).as(what).isSubsetOf(mistake.cause());
        }
      }
    }
  }

  static Stream<Arguments> pairs() {
    List<Mistake> first =
        List.of(
            Mistake.USAGE_MISSING,
            Mistake.CACHED_USAGE_NOT_REPORTED,
            Mistake.RATE_CHANGED,
            Mistake.LONG_CONTEXT_RATE_APPLIED,
            Mistake.DAY_BOUNDARY,
            Mistake.SKU_UNMAPPED);
    List<Mistake> second =
        List.of(
            Mistake.SERVICE_TIER_PREMIUM,
            Mistake.REGION_UPLIFT,
            Mistake.AGREED_DISCOUNT_MISSING,
            Mistake.PER_RESOURCE_ROUNDING,
            Mistake.TAX);
    List<Arguments> pairs = new ArrayList<>();
    first.forEach(a -> second.forEach(b -> pairs.add(Arguments.of(a, b))));
    pairs.add(Arguments.of(Mistake.REASONING_TOKENS, Mistake.LONG_CONTEXT_RATE_APPLIED));
    pairs.add(Arguments.of(Mistake.UNKNOWN_DISCOUNT, Mistake.UNIT_SCALE));
    // both change the quantity of connections, and which of them is taken first decides the split
    pairs.removeIf(
        pair ->
            pair.get()[0] == Mistake.DAY_BOUNDARY
                && pair.get()[1] == Mistake.PER_RESOURCE_ROUNDING);
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void twoMistakesAreNamedEachWithItsAmount(Mistake one, Mistake other) {
    InventedBill bill = new InventedBill(17, LINES, EnumSet.of(one, other));
    ExplainPeriod.Result result = bill.explain();
    Outcome outcome = Outcome.of(result);

    assertSumsUp(result);
    assertThat(outcome.attributed(bill.injected()))
        .as(bill.injected() + " " + result.causes())
        .isGreaterThanOrEqualTo(new BigDecimal("95"));
  }

  @Test
  void thinkingIsToldBesidesAnotherMidnight() {
    Set<Mistake> made = EnumSet.of(Mistake.REASONING_TOKENS, Mistake.DAY_BOUNDARY);
    for (int seed = 0; seed < 3; seed++) {
      ExplainPeriod.Result result = new InventedBill(100 * seed + 7, LINES, made).explain();
      assertSumsUp(result);
      assertThat(Outcome.of(result).exact())
          .containsOnly(Cause.REASONING_TOKENS, Cause.DAY_BOUNDARY);
    }
  }

  static Stream<Arguments> pairsThatNoBillWithoutQuantityTells() {
    return Stream.of(
        Arguments.of(Mistake.BATCH_DISCOUNT, Mistake.MARKUP),
        Arguments.of(Mistake.SERVICE_TIER_PREMIUM, Mistake.UNKNOWN_DISCOUNT),
        Arguments.of(Mistake.USAGE_DUPLICATED, Mistake.UNIT_SCALE),
        Arguments.of(Mistake.REASONING_TOKENS, Mistake.RATE_CHANGED),
        Arguments.of(Mistake.CACHED_USAGE_NOT_REPORTED, Mistake.MODALITY_MISMATCH),
        Arguments.of(Mistake.USAGE_MISSING, Mistake.MODALITY_MISMATCH));
  }

  @ParameterizedTest
  @MethodSource("pairsThatNoBillWithoutQuantityTells")
  void twoMistakesThatCannotBeToldAreBothCandidates(Mistake one, Mistake other) {
    ExplainPeriod.Result result =
        new InventedBill(7, ONE_LINE_WITHOUT_QUANTITY, EnumSet.of(one, other)).explain();
    Outcome outcome = Outcome.of(result);

    assertSumsUp(result);
    assertThat(outcome.candidates()).contains(one.cause(), other.cause());
    assertThat(outcome.exact()).isEmpty();
  }

  @Test
  void aCleanBillHasNoCause() {
    for (int seed = 0; seed < 10; seed++) {
      for (Shape shape : SHAPES) {
        ExplainPeriod.Result result =
            new InventedBill(seed, shape, EnumSet.noneOf(Mistake.class)).explain();
        assertThat(Outcome.of(result).exact()).isEmpty();
        assertThat(Outcome.of(result).candidates()).isEmpty();
      }
    }
  }

  @Test
  void noiseIsNeverExact() {
    for (int seed = 0; seed < 12; seed++) {
      for (int decimals : List.of(2, 6, 12)) {
        for (Shape shape :
            List.of(
                new Shape(true, false, decimals),
                new Shape(true, true, decimals),
                new Shape(false, true, decimals))) {
          ExplainPeriod.Result result = InventedBill.noisy(seed, shape).explain();
          assertSumsUp(result);
          assertThat(Outcome.of(result).exact())
              .as(seed + " " + shape + " " + result.causes())
              .isEmpty();
        }
      }
    }
  }
}
