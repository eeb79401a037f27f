package io.voxledger.nights;

import static io.voxledger.nights.SmallLanding.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a closed month, it stays as it was closed. */
class ClosedMonthTest {
  @TempDir private Path folder;

  @Test
  void erasedSessionsKeepTheirMoneyAndALostTableReopensNothing() throws IOException {
    SmallLanding landing = new SmallLanding(folder);
    Place place = landing.place("warehouse");
    landing.records(
        "1.jsonl",
        record("a", "RM_1", "2026-09-10T12:00:00Z", 10),
        record("b", "RM_2", "2026-09-10T13:00:00Z", 20),
        record("c", "RM_3", "2026-09-10T14:00:00Z", 30));
    place.night("2026-10-10");
    assertThat(place.run("close", "--month", "2026-09", "--force").exitCode()).isZero();
    List<String> days = place.rows("project_cost_daily");

    for (String session : List.of("RM_1", "RM_2")) {
      Place.Outcome erased = place.run("erase", "--session", session);
      assertThat(erased.exitCode()).as(erased.stderr()).isZero();
    }

    assertThat(charges(place))
        .containsExactly(
            "session_id= records=2 quantity=30 cost=30",
            "session_id=RM_3 records=1 quantity=30 cost=30");
    assertThat(place.rows("project_cost_daily")).isEqualTo(days);
    assertThat(place.rows("month_correction")).isEmpty();
    assertThat(place.run("backfill", "--from", "2026-09-10", "--to", "2026-09-10").stdout())
        .contains(": 1 day of closed months compared");
    assertThat(place.rows("project_cost_daily")).isEqualTo(days);

    place.deleteTable("cost_outlier");
    Place.Outcome refused = place.run("nightly", "--date", "2026-10-11");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr()).contains("cost_outlier", "a month was closed");
    assertThat(place.rows("month_close")).hasSize(1);
  }

  private static List<String> charges(Place place) {
    return Place.rows(
        place
            .table("charge")
            .selectExpr(
                "session_id",
                "records",
                "cast(quantity AS INT) AS quantity",
                "cast(contracted_cost AS INT) AS cost"));
  }
}
