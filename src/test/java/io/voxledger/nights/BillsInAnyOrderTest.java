package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Usage, bills, cards and exchange rates that come over some nights in any order give what one
 * night on all of them gives. The system property {@code voxledger.orders} says how many orders are
 * tried; the nights of the odd ones are of rising dates, of the even ones all of the last.
 */
class BillsInAnyOrderTest {
  private static final LocalDate LAST = LocalDate.parse("2026-11-10");
  private static final String[] OF_THE_RUN = {"run_id"};

  /** Columns that tell of the nights. */
  private static final Map<String, String[]> TABLES =
      new TreeMap<>(
          Map.of(
              "charge", OF_THE_RUN,
              "unpriced_usage", OF_THE_RUN,
              "project_cost_daily", OF_THE_RUN,
              "provider_cost_daily", OF_THE_RUN,
              "billed_line", OF_THE_RUN,
              "billed_quantity", OF_THE_RUN,
              "reconciliation", new String[] {"run_id", "first_seen", "age_days"},
              "reconciliation_cause", OF_THE_RUN,
              "accrual", OF_THE_RUN,
              "project_month", OF_THE_RUN));

  @TempDir private Path folder;

  static LongStream orders() {
    return LongStream.rangeClosed(1, Long.getLong("voxledger.orders", 1));
  }

  @ParameterizedTest(name = "order {0}")
  @MethodSource("orders")
  void nightsGiveWhatOneNightGives(long order) {
    assertThat(differences(folder, order)).isEmpty();
  }

  static List<String> differences(Path folder, long order) {
    SmallLanding landing = new SmallLanding(folder);
    Place byNight = landing.place("by-night");
    List<Map<String, String>> nights = deal(order);
    for (int night = 0; night < nights.size(); night++) {
      nights.get(night).forEach((file, text) -> landing.write("landing/" + file, text));
      boolean early = order % 2 == 1;
      byNight.night((early ? LAST.minusDays(7L * (nights.size() - 1 - night)) : LAST).toString());
    }
    Place atOnce = landing.place("at-once");
    atOnce.night(LAST.toString());
    return differences(byNight, atOnce);
  }

  /** The rows that only one of two warehouses has. */
  static List<String> differences(Place byNight, Place atOnce) {
    List<String> differences = new ArrayList<>();
    TABLES.forEach(
        (table, without) -> {
          List<String> one = byNight.rows(table, without);
          List<String> other = atOnce.rows(table, without);
          differences.addAll(beyond(table + " by night: ", one, other));
          differences.addAll(beyond(table + " at once: ", other, one));
        });
    return differences;
  }

  private static List<String> beyond(String where, List<String> rows, List<String> others) {
    List<String> rest = new ArrayList<>(rows);
    others.forEach(rest::remove);
    return rest.stream().map(row -> where + row).toList();
  }

  /** The files of three to five nights. */
  private static List<Map<String, String>> deal(long order) {
    Random random = new Random(order);
    Map<String, String> files = ThreeMonths.files(order);
    List<Map<String, String>> nights = new ArrayList<>();
    for (int i = 3 + random.nextInt(3); i > 0; i--) {
      nights.add(new TreeMap<>());
    }
    List<String> names = new ArrayList<>(files.keySet());
    Collections.shuffle(names, random);
    names.forEach(name -> nights.get(random.nextInt(nights.size())).put(name, files.get(name)));
    return nights;
  }
}
