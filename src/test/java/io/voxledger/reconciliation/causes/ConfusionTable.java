package io.voxledger.reconciliation.causes;

import io.voxledger.reconciliation.causes.InventedBill.Mistake;
import io.voxledger.reconciliation.causes.InventedBill.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Counts what becomes of invented bills, each mistake alone and all pairs of two. Run with the
 * classes of the tests on the class path:
 *
 * <pre>java io.voxledger.reconciliation.causes.ConfusionTable [bills of each kind] [each of pairs]
 * </pre>
 */
final class ConfusionTable {
  /** The forms of a bill, in the order of the columns. */
  enum Form {
    METERS(new Shape(true, false, 12)),
    METERS_WITHOUT_QUANTITY(new Shape(false, false, 12)),
    MODELS(new Shape(true, true, 12)),
    MODELS_WITHOUT_QUANTITY(new Shape(false, true, 12)),
    METERS_IN_CENTS(new Shape(true, false, 2));

    private final Shape shape;

    Form(Shape shape) {
      this.shape = shape;
    }
  }

  /** What became of a bill. */
  enum Fate {
    /** At least 99 % (95 % of pairs) of the amounts are claimed for the causes that were made. */
    CLAIMED,
    /** All that was made is named, as a candidate at least. */
    NAMED,
    /** What was made and is above one cent is not all named. */
    MISSED,
    /** Something that was not made is claimed with more than one cent. */
    WRONG,
    /** What was made comes to one cent or less. */
    SMALL
  }

  private static final BigDecimal CENT = new BigDecimal("0.01");

  private ConfusionTable() {}

  private record Counts(Map<Form, Map<Fate, Integer>> byForm, List<String> failures) {
    Counts() {
      this(new TreeMap<>(), new ArrayList<>());
    }

    void add(Form form, Fate fate, String failure) {
      byForm.computeIfAbsent(form, f -> new TreeMap<>()).merge(fate, 1, Integer::sum);
      if (fate == Fate.MISSED || fate == Fate.WRONG) {
        failures.add(fate + " " + form + " " + failure);
      }
    }

    void add(Counts other) {
      other
          .byForm()
          .forEach(
              (form, fates) ->
                  fates.forEach(
                      (fate, count) ->
                          byForm
                              .computeIfAbsent(form, f -> new TreeMap<>())
                              .merge(fate, count, Integer::sum)));
    }
  }

  public static void main(String[] args) {
    int ofEach = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int ofPairs = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    Map<Set<Mistake>, Counts> all = sets();
    all.entrySet().parallelStream()
        .forEach(
            entry ->
                judge(
                    entry.getKey(),
                    entry.getKey().size() > 1 ? ofPairs : ofEach,
                    entry.getValue()));
    Counts pairs = new Counts();
    all.forEach(
        (made, counts) -> {
          counts.failures().forEach(System.out::println);
          if (made.size() == 1) {
            System.out.println(made + " " + counts.byForm());
          } else {
            pairs.add(counts);
          }
        });
    System.out.println("pairs " + pairs.byForm());
    System.out.println("exact of 200 noisy bills " + noise());
  }

  private static Map<Set<Mistake>, Counts> sets() {
    Map<Set<Mistake>, Counts> sets = new LinkedHashMap<>();
    for (Mistake one : Mistake.values()) {
      for (Mistake other : Mistake.values()) {
        sets.putIfAbsent(EnumSet.of(one, other), new Counts());
      }
    }
    return sets;
  }

  private static long noise() {
    return IntStream.range(0, 200)
        .parallel()
        .filter(seed -> isAnyExact(InventedBill.noisy(seed, Form.values()[seed / 2 % 5].shape)))
        .count();
  }

  private static boolean isAnyExact(InventedBill bill) {
    return bill.explain().causes().stream()
        .anyMatch(cause -> cause.confidence().equals(Optional.of(Confidence.EXACT)));
  }

  private static void judge(Set<Mistake> made, int bills, Counts counts) {
    for (Form form : Form.values()) {
      IntStream.range(0, bills).forEach(seed -> judge(made, form, seed, counts));
    }
  }

  private static void judge(Set<Mistake> made, Form form, int seed, Counts counts) {
    InventedBill bill = new InventedBill(100L * seed + 7, form.shape, made);
    Map<Cause, BigDecimal> claimed = new TreeMap<>();
    Set<Cause> named = new TreeSet<>();
    ExplainPeriod.Result result = bill.explain();
    for (FoundCause found : result.causes()) {
      named.add(found.cause());
      if (found.isClaimed() && found.cause() != Cause.UNEXPLAINED) {
        claimed.merge(found.cause(), found.amount(), BigDecimal::add);
      }
    }
    Fate fate = fate(bill.injected(), claimed, named);
    String text = made + " " + seed + ": " + bill.injected() + ", claimed " + claimed;
    counts.add(form, fate, text + ", named " + named);
  }

  private static Fate fate(
      Map<Mistake, BigDecimal> made, Map<Cause, BigDecimal> claimed, Set<Cause> named) {
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal right = BigDecimal.ZERO;
    boolean isNamed = true;
    Map<Cause, BigDecimal> others = new TreeMap<>(claimed);
    others.remove(Cause.INVOICE_ROUNDING);
    for (Map.Entry<Mistake, BigDecimal> entry : made.entrySet()) {
      BigDecimal wanted = entry.getValue();
      Cause cause = entry.getKey().cause();
      BigDecimal got = claimed.getOrDefault(cause, BigDecimal.ZERO);
      others.remove(cause);
      all = all.add(wanted.abs());
      right = right.add(wanted.abs().subtract(got.subtract(wanted).abs()).max(BigDecimal.ZERO));
      boolean large = wanted.abs().compareTo(CENT) > 0;
      isNamed &= !large || named.contains(cause);
    }
    if (others.values().stream().anyMatch(amount -> amount.abs().compareTo(CENT) > 0)) {
      return Fate.WRONG;
    }
    BigDecimal share = made.size() > 1 ? new BigDecimal("0.95") : new BigDecimal("0.99");
    if (right.compareTo(all.multiply(share)) >= 0) {
      return Fate.CLAIMED;
    }
    BigDecimal sum = made.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.abs().compareTo(CENT) <= 0 ? Fate.SMALL : isNamed ? Fate.NAMED : Fate.MISSED;
  }
}
