package io.voxledger.reconciliation;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds what came to be open and what was cleared since the run before. An item is a period whose
 * total is open. An acceptance covers the amount that it was given for: when the bill changes, the
 * item opens again and stays open until people write another decision.
 */
public final class MoveOpenItems {
  private static final BigDecimal NOTHING = Rounding.cost(BigDecimal.ZERO);

  private final Map<ReconciledPeriod, ItemMovement> last;
  private final Decisions decisions;
  private final LocalDate today;

  /**
   * Prepares a run.
   *
   * @param last the newest movement of every item that ever moved
   */
  public MoveOpenItems(
      Map<ReconciledPeriod, ItemMovement> last, Decisions decisions, LocalDate today) {
    this.last = Map.copyOf(last);
    this.decisions = decisions;
    this.today = today;
  }

  /** The movements, in the order of their periods; none for an item that stays as it is. */
  public List<ItemMovement> movements(Collection<PeriodTotal> totals) {
    Map<ReconciledPeriod, PeriodTotal> now = new TreeMap<>();
    totals.forEach(total -> now.put(total.period(), total));
    List<ItemMovement> movements = new ArrayList<>();
    now.values().forEach(total -> movement(total).ifPresent(movements::add));
    last.values().stream()
        .filter(before -> before.isOpen() && !now.containsKey(before.period()))
        .sorted((a, b) -> a.period().compareTo(b.period()))
        .forEach(before -> movements.add(gone(before)));
    return movements;
  }

  private Optional<ItemMovement> movement(PeriodTotal total) {
    Optional<ItemMovement> before = Optional.ofNullable(last.get(total.period()));
    BigDecimal opening = before.map(ItemMovement::closing).orElse(NOTHING);
    Optional<Decision> decision = decisions.about(total.period()).filter(one -> one.holdsOn(today));
    Step step = new Step(total, before, opening, decision.map(Decision::text));
    if (!total.status().isOpen()) {
      return opening.signum() == 0
          ? Optional.empty()
          : Optional.of(step.to(ItemMovement.Type.CLEARED, NOTHING, opening));
    }
    boolean accepted = decision.filter(one -> one.status() == DecisionStatus.ACCEPTED).isPresent();
    return accepted && step.isCovered() ? step.accepted() : step.open();
  }

  private ItemMovement gone(ItemMovement before) {
    return new ItemMovement(
        before.period(),
        today,
        ItemMovement.Type.CLEARED,
        before.closing(),
        NOTHING,
        before.closing(),
        NOTHING,
        Optional.empty(),
        Optional.empty());
  }

  /** One item between two runs. */
  private final class Step {
    private final PeriodTotal total;
    private final Optional<ItemMovement> before;
    private final BigDecimal opening;
    private final Optional<String> decision;

    Step(
        PeriodTotal total,
        Optional<ItemMovement> before,
        BigDecimal opening,
        Optional<String> decision) {
      this.total = total;
      this.before = before;
      this.opening = opening;
      this.decision = decision;
    }

    /** Whether an acceptance was given for this amount, and not for the one before a change. */
    boolean isCovered() {
      Optional<ItemMovement> sameDecision =
          before.filter(movement -> movement.decision().equals(decision));
      return sameDecision
          .map(
              movement ->
                  movement.type() == ItemMovement.Type.ACCEPTED
                      && movement.variance().compareTo(total.variance()) == 0)
          .orElse(true);
    }

    Optional<ItemMovement> accepted() {
      boolean known =
          before
              .filter(movement -> movement.type() == ItemMovement.Type.ACCEPTED)
              .filter(movement -> movement.variance().compareTo(total.variance()) == 0)
              .isPresent();
      if (known) {
        return Optional.empty();
      }
      BigDecimal added = opening.compareTo(total.variance()) == 0 ? NOTHING : total.variance();
      return Optional.of(to(ItemMovement.Type.ACCEPTED, added, opening.add(added)));
    }

    Optional<ItemMovement> open() {
      if (opening.compareTo(total.variance()) == 0) {
        return Optional.empty();
      }
      ItemMovement.Type type =
          opening.signum() != 0
              ? ItemMovement.Type.CHANGED
              : before.isPresent() ? ItemMovement.Type.REOPENED : ItemMovement.Type.OPENED;
      return Optional.of(to(type, total.variance(), opening));
    }

    ItemMovement to(ItemMovement.Type type, BigDecimal added, BigDecimal cleared) {
      return new ItemMovement(
          total.period(),
          today,
          type,
          opening,
          added,
          cleared,
          total.variance(),
          Optional.of(total.status()),
          decision);
    }
  }
}
