package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One night on a small messy world gives the tables that stand beside it, to the last digit. */
class WorldNightTest {
  private static final Path WORLDS = Path.of("src/test/resources/worlds");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"world", "world-with-bill"})
  void oneNightGivesTheExpectedTables(String name) {
    Path world = WORLDS.resolve(name).toAbsolutePath();
    Place place =
        new Place(
            world.resolve("conf/voxledger.yaml"),
            "file:" + world.resolve("landing"),
            "file:" + folder.resolve("warehouse"));

    place.night("2026-10-01");

    assertThat(ExpectedTables.differences(place, world.resolve("expected"))).isEmpty();
  }
}
