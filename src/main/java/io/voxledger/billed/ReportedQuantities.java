package io.voxledger.billed;

import static java.util.Comparator.comparing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums what standing rows without money report, over users and keys of an account. */
final class ReportedQuantities {
  private static final Comparator<SettledQuantity> ORDER =
      comparing(SettledQuantity::biller)
          .thenComparing(SettledQuantity::account)
          .thenComparing(SettledQuantity::source)
          .thenComparing(SettledQuantity::period)
          .thenComparing(q -> q.model().orElse(""))
          .thenComparing(SettledQuantity::meter)
          .thenComparing(q -> q.serviceTier().orElse(""))
          .thenComparing(q -> q.batch().map(Object::toString).orElse(""));

  private ReportedQuantities() {}

  static List<SettledQuantity> of(List<BookedLine> booked) {
    Map<SettledQuantity, SettledQuantity> sums = new LinkedHashMap<>();
    for (BookedLine line : booked) {
      if (line.stands() && !line.pull().source().bills()) {
        SettledQuantity one = quantity(line);
        sums.merge(withoutAmount(one), one, SettledQuantity::plus);
      }
    }
    List<SettledQuantity> quantities = new ArrayList<>(sums.values());
    quantities.sort(ORDER);
    return quantities;
  }

  private static SettledQuantity quantity(BookedLine booked) {
    BillLine line = booked.placed().line();
    BillLine.Requests requests = line.more().reported().orElseThrow();
    return new SettledQuantity(
        line.biller(),
        line.account(),
        booked.pull().source(),
        line.period(),
        line.model(),
        line.meter().orElseThrow(),
        line.serviceTier(),
        requests.batch(),
        line.quantity().orElseThrow().value(),
        requests.count());
  }

  private static SettledQuantity withoutAmount(SettledQuantity quantity) {
    return new SettledQuantity(
        quantity.biller(),
        quantity.account(),
        quantity.source(),
        quantity.period(),
        quantity.model(),
        quantity.meter(),
        quantity.serviceTier(),
        quantity.batch(),
        BigDecimal.ZERO,
        0);
  }
}
