package io.voxledger.billed;

import io.voxledger.billed.CompletePull.PlacedLine;
import io.voxledger.billed.CompletePull.Stated;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Of restating pulls of one source: which one provides each scope's period.
 *
 * <p>A pull states a period for the scope that the page names; else for its folder's account and
 * the scopes of its lines; and a pull without any for all scopes that such pulls have named.
 */
final class StandingPulls {

  /** What one pull provides as a whole. */
  record Unit(String scope, BillPeriod period) {
    static final Comparator<Unit> ORDER =
        Comparator.comparing(Unit::period).thenComparing(Unit::scope);

    static Unit of(BillLine line) {
      return new Unit(line.scope(), line.restatedPeriod());
    }
  }

  private StandingPulls() {}

  /**
   * The newest pull that states each unit; {@code pulls} are complete, in the order of {@link
   * CompletePull#NEWEST_LAST}.
   */
  static Map<Unit, CompletePull> choose(List<CompletePull> pulls) {
    Set<String> named =
        pulls.stream()
            .filter(pull -> pull.key().account().isEmpty())
            .flatMap(pull -> scopes(pull).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Map<Unit, CompletePull> newest = new HashMap<>();
    for (CompletePull pull : pulls) {
      Set<String> own = scopes(pull);
      if (own.isEmpty()) {
        own.addAll(named);
        own.add(pull.defaultScope());
      }
      for (Stated stated : pull.stated()) {
        Set<String> scopes = stated.scope().map(Set::of).orElse(own);
        scopes.forEach(scope -> newest.put(new Unit(scope, stated.period()), pull));
      }
      pull.lines().forEach(placed -> newest.put(Unit.of(placed.line()), pull));
    }
    return newest;
  }

  private static Set<String> scopes(CompletePull pull) {
    Set<String> scopes =
        pull.lines().stream()
            .map(PlacedLine::line)
            .map(BillLine::scope)
            .collect(Collectors.toCollection(TreeSet::new));
    pull.key().account().ifPresent(scopes::add);
    return scopes;
  }
}
