package io.voxledger.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.reconciliation.Decision.About;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveOpenItemsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-10-05");

  private final Map<ReconciledPeriod, ItemMovement> last = new HashMap<>();
  private final List<ItemMovement> all = new ArrayList<>();

  /** A run over one period; computed is 10. Gives {@code type opening new cleared closing}. */
  private List<String> run(Status status, String billed, Decisions decisions) {
    PeriodTotal total =
        new PeriodTotal(Sides.PERIOD, Sides.usd("10"), Sides.usd(billed), status, true, 0);
    return run(List.of(total), decisions);
  }

  private List<String> run(List<PeriodTotal> totals, Decisions decisions) {
    List<ItemMovement> moved = new MoveOpenItems(last, decisions, TODAY).movements(totals);
    moved.forEach(movement -> last.put(movement.period(), movement));
    all.addAll(moved);
    return moved.stream().map(MoveOpenItemsTest::text).toList();
  }

  private static String text(ItemMovement movement) {
    return String.join(
        " ",
        movement.type().code(),
        number(movement.opening()),
        number(movement.added()),
        number(movement.cleared()),
        number(movement.closing()));
  }

  private static String number(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  private static Decisions decided(DecisionStatus status, String note) {
    return new Decisions(
        List.of(
            new Decision(
                new About("openai", Optional.empty(), BillingPeriod.day(Sides.DAY)),
                status,
                Optional.empty(),
                Optional.of(note),
                Optional.of(LocalDate.parse("2026-12-01")))));
  }

  @Test
  void an_item_opens_changes_is_cleared_and_opens_again() {
    assertThat(run(Status.PENDING, "12", Decisions.NONE)).isEmpty();
    assertThat(run(Status.OVER_BILLED, "12", Decisions.NONE)).containsExactly("opened 0 2 0 2");
    assertThat(run(Status.OVER_BILLED, "12", Decisions.NONE)).isEmpty();
    assertThat(run(Status.OVER_BILLED, "15", Decisions.NONE)).containsExactly("changed 2 5 2 5");
    assertThat(run(Status.MATCHED, "10", Decisions.NONE)).containsExactly("cleared 5 0 5 0");
    assertThat(run(Status.MATCHED, "10", Decisions.NONE)).isEmpty();
    assertThat(run(Status.UNDER_BILLED, "7", Decisions.NONE)).containsExactly("reopened 0 -3 0 -3");
    assertThat(run(List.of(), Decisions.NONE)).containsExactly("cleared -3 0 -3 0"); // gone
  }

  @Test
  void a_dispute_leaves_the_item_open() {
    Decisions disputed = decided(DecisionStatus.DISPUTED, "ticket");
    assertThat(run(Status.OVER_BILLED, "12", disputed)).containsExactly("opened 0 2 0 2");
    assertThat(run(Status.OVER_BILLED, "12", disputed)).isEmpty();
  }

  @Test
  void an_acceptance_covers_the_amount_that_it_was_given_for() {
    Decisions accepted = decided(DecisionStatus.ACCEPTED, "small");
    run(Status.OVER_BILLED, "12", Decisions.NONE);
    assertThat(run(Status.OVER_BILLED, "12", accepted)).containsExactly("accepted 2 0 2 0");
    assertThat(run(Status.OVER_BILLED, "12", accepted)).isEmpty();
    // the bill is restated: 5 were never accepted
    assertThat(run(Status.OVER_BILLED, "15", accepted)).containsExactly("reopened 0 5 0 5");
    assertThat(run(Status.OVER_BILLED, "15", accepted)).isEmpty();
    assertThat(run(Status.OVER_BILLED, "16", accepted)).containsExactly("changed 5 6 5 6");
    Decisions again = decided(DecisionStatus.ACCEPTED, "all of it");
    assertThat(run(Status.OVER_BILLED, "16", again)).containsExactly("accepted 6 0 6 0");
  }

  @Test
  void an_item_that_was_accepted_beforehand_comes_and_goes_in_one_movement() {
    Decisions accepted = decided(DecisionStatus.ACCEPTED, "no bill will come");
    assertThat(run(Status.MISSING_BILL, "0", accepted)).containsExactly("accepted 0 -10 -10 0");
    assertThat(run(Status.MISSING_BILL, "0", accepted)).isEmpty();
  }

  @Test
  void an_item_whose_acceptance_is_over_opens_again() {
    run(Status.OVER_BILLED, "12", decided(DecisionStatus.ACCEPTED, "until autumn"));
    assertThat(run(Status.OVER_BILLED, "12", Decisions.NONE)).containsExactly("reopened 0 2 0 2");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void all_movements_together_are_what_is_open(long seed) {
    Random random = new Random(seed);
    List<Decisions> decisions =
        List.of(
            Decisions.NONE,
            decided(DecisionStatus.ACCEPTED, "a"),
            decided(DecisionStatus.ACCEPTED, "b"),
            decided(DecisionStatus.DISPUTED, "c"));
    for (int night = 0; night < 300; night++) {
      List<PeriodTotal> totals = new ArrayList<>();
      for (int day = 0; day < 5; day++) {
        ReconciledPeriod period =
            new ReconciledPeriod("openai", "acct", BillingPeriod.day(Sides.DAY.plusDays(day)));
        int billed = 8 + random.nextInt(5);
        Status status =
            billed == 10
                ? Status.MATCHED
                : random.nextInt(4) == 0
                    ? Status.PENDING
                    : billed > 10 ? Status.OVER_BILLED : Status.UNDER_BILLED;
        if (random.nextInt(10) > 0) {
          totals.add(
              new PeriodTotal(
                  period, Sides.usd("10"), Sides.usd(Integer.toString(billed)), status, true, 0));
        }
      }
      run(totals, decisions.get(random.nextInt(decisions.size())));
      BigDecimal open =
          totals.stream()
              .filter(total -> total.status().isOpen())
              .filter(total -> last.get(total.period()).isOpen())
              .map(PeriodTotal::variance)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal added = sum(all.stream().map(ItemMovement::added).toList());
      BigDecimal cleared = sum(all.stream().map(ItemMovement::cleared).toList());
      assertThat(added.subtract(cleared)).isEqualByComparingTo(open);
      assertThat(last.values().stream().filter(ItemMovement::isOpen))
          .allMatch(
              item -> totals.stream().anyMatch(total -> total.period().equals(item.period())));
    }
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
