package io.voxledger.reconciliation.causes;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.rates.Cards;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Scope;
import io.voxledger.reconciliation.Tolerance;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seen from the day after {@link InventedPeriod#DAY}, and from the day before. */
class NeighboursTest {
  private static final Instant EARLY = InventedPeriod.at("03:30:00");
  private static final Instant EARLY_NEXT = EARLY.plusSeconds(86_400);

  /**
   * A million tokens cost 1 USD. Days by Pacific time bring those of the next morning here, and
   * take those of this morning away.
   */
  @ParameterizedTest
  @CsvSource({
    // this morning, noon, next morning, billed; may usage have moved?
    "0, 5000000, 3000000, 5, false", // 3 USD would have come: the bill is as computed
    "0, 5000000, 3000000, 8, true", // and here they are
    "0, 5000000, 3000000, 8.5, true", // with another variance beside
    "0, 5000000, 5000, 5, true", // half a cent may hide in the tolerance
    "3000000, 5000000, 3000000, 8, true", // as much came as went
    "3000000, 5000000, 0, 8, false", // 3 USD would have gone
    "3000000, 5000000, 0, 5, true",
    "0, 5000000, 3000000, 20, true", // what else the bill has says nothing
  })
  void aBillAsComputedSaysThatNothingMoved(
      long early, long noon, long next, String billed, boolean mayHaveMoved) {
    InventedPeriod day =
        new InventedPeriod(
                Cards.book(
                    Cards.yaml("openai", "- {model: m, per: 1000000, prices: {input_text: 1}}")))
            .use(
                "a",
                InventedPeriod.at("12:00:00"),
                "m",
                Kind.LLM,
                null,
                null,
                0,
                Meter.INPUT_TEXT,
                noon)
            .billed("m", Meter.INPUT_TEXT, Long.toString(noon), billed);
    if (early > 0) {
      day.use("b", EARLY, "m", Kind.LLM, null, null, 0, Meter.INPUT_TEXT, early);
    }
    if (next > 0) {
      day.use("c", EARLY_NEXT, "m", Kind.LLM, null, null, 0, Meter.INPUT_TEXT, next);
    }
    List<ReconciliationRow> totals =
        day.rows().stream().filter(row -> row.key().scope() == Scope.TOTAL).toList();

    Neighbours ofNext = of(BillingPeriod.day(InventedPeriod.DAY.plusDays(1)), totals, day);
    Neighbours ofDayBefore = of(BillingPeriod.day(InventedPeriod.DAY.minusDays(1)), totals, day);

    assertThat(ofNext).isEqualTo(new Neighbours(mayHaveMoved, true));
    assertThat(ofDayBefore).isEqualTo(new Neighbours(true, mayHaveMoved));
  }

  private static Neighbours of(
      BillingPeriod period, List<ReconciliationRow> totals, InventedPeriod day) {
    return Neighbours.of(period, totals, day.charges(), true, Tolerance.DEFAULT);
  }
}
