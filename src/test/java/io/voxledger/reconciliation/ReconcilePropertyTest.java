package io.voxledger.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.billed.FxRates;
import io.voxledger.measure.Basis;
import io.voxledger.measure.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random bills against random usage: whatever they are, every cent is in exactly one row and one
 * component.
 */
class ReconcilePropertyTest {
  private static final Reconcile RECONCILE =
      new Reconcile(
          new ReconcileTerms(Tolerance.DEFAULT, Sides.DAY.plusDays(30), 2, FxRates.USD_ONLY),
          Map.of());

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void componentsSumUpToTheVarianceAndRowsToTheTotal(long seed) {
    PeriodSides sides = random(new Random(seed));

    List<ReconciliationRow> rows = RECONCILE.period(sides);

    BigDecimal computed = BigDecimal.ZERO;
    BigDecimal billed = BigDecimal.ZERO;
    for (ReconciliationRow row : rows) {
      BigDecimal sum = BigDecimal.ZERO;
      for (Component component : Component.values()) {
        sum = sum.add(row.components().find(component).orElse(BigDecimal.ZERO));
      }
      assertThat(row.variance()).isEqualByComparingTo(sum);
      assertThat(row.variance().scale()).isLessThanOrEqualTo(12);
      if (row.key().scope() != Scope.TOTAL) {
        computed = computed.add(row.computedCost());
        billed = billed.add(row.billedCost());
      }
    }
    ReconciliationRow total = rows.get(rows.size() - 1);
    assertThat(total.key().scope()).isEqualTo(Scope.TOTAL);
    assertThat(total.computedCost())
        .isEqualByComparingTo(computed)
        .isEqualByComparingTo(ours(sides));
    assertThat(total.billedCost()).isEqualByComparingTo(billed).isEqualByComparingTo(theirs(sides));
    assertThat(rows).extracting(ReconciliationRow::key).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfChargesAndLinesChangesNothing(long seed) {
    PeriodSides sides = random(new Random(seed));
    List<ComputedCost> computed = new ArrayList<>(sides.computed());
    List<BilledLine> billed = new ArrayList<>(sides.billed());
    Collections.shuffle(computed, new Random(seed));
    Collections.shuffle(billed, new Random(seed));

    assertThat(RECONCILE.period(new PeriodSides(sides.period(), computed, billed, false)))
        .isEqualTo(RECONCILE.period(sides));
  }

  private static BigDecimal ours(PeriodSides sides) {
    return sides.computed().stream()
        .map(ComputedCost::contractedCost)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal theirs(PeriodSides sides) {
    return sides.billed().stream()
        .map(line -> line.billedCostUsd().orElseThrow())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static PeriodSides random(Random random) {
    Sides sides = new Sides();
    for (int i = random.nextInt(12); i > 0; i--) {
      sides.computed(sku(random), meter(random), amount(random, 6), amount(random, 12));
    }
    for (int i = random.nextInt(12); i > 0; i--) {
      BilledQuantity quantity =
          random.nextInt(4) == 0
              ? null
              : BilledQuantity.of(
                  new BigDecimal(amount(random, 6)),
                  random.nextInt(5) == 0 ? Basis.SECONDS : Basis.TOKENS);
      String sku = random.nextInt(6) == 0 ? "?unknown" : sku(random);
      Meter meter = random.nextInt(6) == 0 ? null : meter(random);
      sides.billed(sku, meter, quantity, (random.nextInt(9) == 0 ? "-" : "") + amount(random, 12));
    }
    for (BillCategory category : BillCategory.values()) {
      if (category != BillCategory.USAGE && random.nextInt(4) == 0) {
        sides.charged(category, amount(random, 12));
      }
    }
    return sides.sides();
  }

  private static String sku(Random random) {
    return "sku-" + random.nextInt(3);
  }

  private static Meter meter(Random random) {
    return Meter.values()[random.nextInt(Meter.AUDIO_SECONDS.ordinal() + 1)];
  }

  private static String amount(Random random, int decimals) {
    return BigDecimal.valueOf(random.nextLong(0, 10_000_000_000_000L), decimals).toPlainString();
  }
}
