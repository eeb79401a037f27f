package io.voxledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RunOptionsTest {
  @TempDir private Path home;

  private final Map<String, String> environment = new HashMap<>();

  @Command
  private static final class Any {
    @Mixin private final RunOptions options;

    Any(Map<String, String> environment) {
      options = new RunOptions(environment);
    }
  }

  private RunOptions parsed(String... arguments) {
    Any command = new Any(environment);
    new CommandLine(command).parseArgs(arguments);
    return command.options;
  }

  private Path settingsFile(String yaml) throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    return Files.writeString(conf.resolve("voxledger.yaml"), yaml);
  }

  @Test
  void an_option_goes_before_the_environment_before_the_file_before_the_default()
      throws IOException {
    Path file = settingsFile("landing: /file/landing");
    String conf = "--conf=" + file;
    assertThat(parsed(conf).settings().warehouse()).isEqualTo("file:" + home + "/warehouse");
    assertThat(parsed(conf).settings().landing()).isEqualTo("file:/file/landing");
    environment.put("VOXLEDGER_LANDING", "s3a://env/landing");
    environment.put("VOXLEDGER_WAREHOUSE", "/env/warehouse");
    Settings fromEnvironment = parsed(conf).settings();
    assertThat(fromEnvironment.landing()).isEqualTo("s3a://env/landing");
    assertThat(fromEnvironment.warehouse()).isEqualTo("file:/env/warehouse");
    Settings fromOptions =
        parsed(conf, "--landing=/option/landing", "--warehouse=s3a://option/w/").settings();
    assertThat(fromOptions.landing()).isEqualTo("file:/option/landing");
    assertThat(fromOptions.warehouse()).isEqualTo("s3a://option/w");
  }

  @Test
  void relative_places_on_the_command_line_start_at_the_working_folder() throws IOException {
    Path file = settingsFile("warehouse: w");
    assertThat(parsed("--conf=" + file).settings().warehouse())
        .isEqualTo("file:" + home + "/conf/w");
    assertThat(parsed("--conf=" + file, "--warehouse=w").settings().warehouse())
        .isEqualTo("file:" + Path.of("").toAbsolutePath().resolve("w"));
  }

  @Test
  void the_environment_can_name_the_settings_and_an_option_goes_before_it() {
    environment.put("VOXLEDGER_CONF", "/env/voxledger.yaml");
    assertThat(parsed().settingsFile()).isEqualTo(Path.of("/env/voxledger.yaml"));
    assertThat(parsed("--conf=/o.yaml").settingsFile()).isEqualTo(Path.of("/o.yaml"));
  }

  @Test
  void an_empty_variable_is_not_set() throws IOException {
    environment.put("VOXLEDGER_WAREHOUSE", "");
    Path file = settingsFile("warehouse: w");
    assertThat(parsed("--conf=" + file).settings().warehouse())
        .isEqualTo("file:" + home + "/conf/w");
  }

  @Test
  void rates_are_known_as_of_an_instant_that_is_named() {
    assertThat(parsed("--as-known-at=2026-09-30").ratesKnownAt())
        .isEqualTo(Instant.parse("2026-09-30T00:00:00Z"));
    assertThatThrownBy(() -> parsed("--as-known-at=soon").ratesKnownAt())
        .isInstanceOf(Voxledger.WrongUsage.class)
        .hasMessageContaining("--as-known-at soon");
  }

  @Test
  void a_day_that_is_none_is_wrong_usage() {
    assertThat(RunOptions.day("--date", "2026-09-23")).isEqualTo(LocalDate.of(2026, 9, 23));
    assertThatThrownBy(() -> RunOptions.day("--date", "2026-9-23"))
        .isInstanceOf(Voxledger.WrongUsage.class)
        .hasMessageContaining("--date 2026-9-23");
  }
}
