package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night opens, of files and days, only those that are new or touched; what it prints is of the
 * last week.
 */
class OnlyWhatIsNewTest {
  private static final String[] BY_DAY = {
    "usage_record", "charge", "unpriced_usage", "session_day", "provider_cost_daily"
  };

  @TempDir private Path folder;

  @Test
  void aFileOfANewDayIsTheOnlyOneOpenedAndItsDayTheOnlyOneReadAndWritten() throws IOException {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records("1.jsonl", record("a", "RM_1", "2026-09-10T12:00:00Z", 3));
    place.night("2026-10-01");
    landing.records("2.jsonl", record("b", "RM_2", "2026-09-20T12:00:00Z", 4));
    place.night("2026-10-01");
    landing.records("3.jsonl", record("c", "RM_3", "2026-09-30T12:00:00Z", 5));
    Set<String> before = dataFiles(place);

    Set<String> landed;
    Set<String> read;
    try (OpenedFiles opened = new OpenedFiles()) {
      place.night("2026-10-01");
      landed = opened.below(place.landing());
      read = opened.below(place.warehouse());
    }

    assertThat(landed).containsExactly("usage/usage-record/3.jsonl");
    Set<String> written = dataFiles(place);
    written.removeAll(before);
    for (String table : BY_DAY) {
      assertThat(days(table, read)).as("days of %s read", table).isSubsetOf("2026-09-30");
      assertThat(days(table, written)).as("days of %s written", table).isSubsetOf("2026-09-30");
    }
    assertThat(days("usage_record", read)).containsExactly("2026-09-30");
    assertThat(days("charge", written)).containsExactly("2026-09-30");
    assertThat(Sample.projectDays(place))
        .isEqualTo(
            Sample.numbers(
                "first 2026-09-10", "3", "first 2026-09-20", "4", "first 2026-09-30", "5"));
  }

  private static Set<String> dataFiles(Place place) throws IOException {
    Path warehouse = Path.of(place.warehouse().replaceFirst("^file:", ""));
    try (Stream<Path> files = Files.walk(warehouse)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".parquet"))
          .map(file -> warehouse.relativize(file).toString())
          .filter(file -> !file.contains("_delta_log"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> days(String table, Set<String> files) {
    return files.stream()
        .filter(file -> file.startsWith(table + "/"))
        .map(file -> file.split("/")[1].replaceFirst("^.*=", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
