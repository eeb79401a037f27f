package io.voxledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DictionaryCommandTest {
  /** A change of a table is a change for its readers: it should be seen, and meant. */
  @Test
  void the_tables_are_as_they_were_when_someone_last_agreed_to_them() throws IOException {
    String now = DictionaryCommand.markdown(true);
    Path golden = Path.of("src/test/resources/golden/tables.md");
    Path made = Files.writeString(Path.of("target/tables.md"), now);
    assertThat(now)
        .as("when the change is meant: cp %s %s", made, golden)
        .isEqualTo(Files.readString(golden));
  }

  @Test
  void the_jobs_own_tables_are_left_out_unless_asked_for() {
    assertThat(DictionaryCommand.markdown(false))
        .contains("\n## charge\n")
        .doesNotContain("\n## row_locator\n");
    assertThat(DictionaryCommand.markdown(true)).contains("\n## row_locator\n");
  }
}
