package io.voxledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

/** What the command line itself promises, before any data is touched. */
class CommandLineTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nightly",
        "ingest",
        "price",
        "reconcile",
        "explain",
        "explain session",
        "explain variance",
        "rates",
        "rates list",
        "rates show",
        "rates diff",
        "rates import",
        "demo",
        "dictionary",
        "doctor",
        "maintain",
        "erase"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    Invocation help = Invocation.of((command + " --help").strip().split(" "));

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: voxledger").contains("Example:\n  jobs/voxledger ");
    assertThat(help.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nightly",
        "ingest",
        "price",
        "explain session",
        "rates list",
        "rates diff",
        "rates import",
        "demo",
        "dictionary",
        "doctor"
      })
  void everyCommandHasTheRunOptions(String command) {
    assertThat(Invocation.of((command + " --help").split(" ")).out())
        .contains("--conf", "--landing", "--warehouse", "--as-known-at", "--master")
        .contains("--json", "--quiet", "--verbose");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nigtly                       | unknown command 'nigtly' of `voxledger`; did you mean 'nightly'?",
        "nightly --dat=2026-09-23     | unknown option '--dat=2026-09-23' of `voxledger nightly`; did you mean '--date'?",
        "nightly --date               | Missing required parameter",
        "nightly --date 23.9.2026     | --date 23.9.2026 is no day such as 2026-09-23",
        "price --as-known-at today    | --as-known-at today is no instant such as",
        "explain                      | Missing required subcommand",
        "explain session              | Missing required parameter: 'ID'",
        "explain session A B          | one argument too many, 'B'",
        "explain variance             | Missing required options: '--biller=B', '--period=P'",
        "explain variance --biller openai --period 22.9.2026 | --period 22.9.2026 is neither a day nor a month",
        "rates diff --conf conf/voxledger.yaml  | name two sides to compare",
        "demo --warehouse w           | demo has its own settings, landing area and warehouse, below voxledger-demo",
        "rates import excel a.json    | source 'excel' is none of litellm, genai-prices, csv",
      })
  void whatIsWrongWithACommandLineIsSaidAndEndsWith2(String line, String message) {
    Invocation wrong =
        Invocation.of(Map.of("VOXLEDGER_WAREHOUSE", folder.toString()), line.split(" "));

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("error: " + message).doesNotContain("\tat ");
    assertThat(wrong.lastErrorLine()).startsWith("exit code 2: wrong usage or settings");
    assertThat(wrong.out()).isEmpty();
  }

  @Test
  void noCommandAtAllIsWrongUsage() {
    assertThat(Invocation.of().exitCode()).isEqualTo(2);
  }

  @Test
  void anErrorIsOneJsonLineToo() {
    Invocation wrong = Invocation.of("nightly", "--json", "--nonsense");

    assertThat(wrong.json().get("exit_code").asInt()).isEqualTo(2);
    assertThat(wrong.json().get("error").asText()).contains("--nonsense");
  }

  @Test
  void anUnknownKeyNamesFileLineAndNearestKey() throws IOException {
    Path conf = settings("warehose: file:w\n");

    Invocation wrong = Invocation.of("nightly", "--conf", conf.toString());

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err())
        .startsWith("error: " + conf + ": line 1: ")
        .contains("warehose")
        .contains("did you mean 'warehouse'?");
  }

  @Test
  void aMissingSettingsFileIsSaid() {
    Invocation wrong = Invocation.of("nightly", "--conf", folder.resolve("none.yaml").toString());

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("there is no settings file").contains("--conf");
  }

  @Test
  void theStackTraceIsOnlyShownWhenAskedFor() {
    Invocation wrong =
        Invocation.of("nightly", "--verbose", "--conf", folder.resolve("none.yaml").toString());

    assertThat(wrong.err()).contains("\tat io.voxledger.");
  }

  @Test
  void anOptionGoesBeforeTheEnvironmentTheFileAndTheDefault() throws IOException {
    Path conf = settings("landing: file:in-file\nwarehouse: file:w\n");
    Path empty = Files.createDirectories(folder.resolve("defaults"));
    Files.writeString(empty.resolve("voxledger.yaml"), "tags: [customer]\n");
    Map<String, String> environment =
        Map.of("VOXLEDGER_CONF", conf.toString(), "VOXLEDGER_LANDING", folder + "/in-environment");
    Map<String, String> onlyConf = Map.of("VOXLEDGER_CONF", conf.toString());

    assertThat(landing(environment, "--landing", folder + "/in-option"))
        .isEqualTo("file:" + folder + "/in-option");
    assertThat(landing(environment)).isEqualTo("file:" + folder + "/in-environment");
    assertThat(landing(onlyConf)).isEqualTo("file:" + folder + "/in-file");
    assertThat(landing(onlyConf, "--conf", empty.resolve("voxledger.yaml").toString()))
        .endsWith("/src/main/resources/sample/landing");
    assertThat(landing(Map.of("VOXLEDGER_CONF", conf.toString(), "VOXLEDGER_LANDING", "")))
        .as("an empty variable is not set")
        .isEqualTo("file:" + folder + "/in-file");
  }

  @Test
  void theWarehouseOfTheEnvironmentStartsAtTheWorkingFolderThatOfTheFileAtTheFile()
      throws IOException {
    Path conf = settings("warehouse: file:w\n");

    assertThat(options(Map.of("VOXLEDGER_WAREHOUSE", "w"), "--conf", conf.toString()).warehouse())
        .isEqualTo("file:" + Path.of("w").toAbsolutePath());
    assertThat(options(Map.of(), "--conf", conf.toString()).warehouse())
        .isEqualTo("file:" + folder + "/w");
  }

  @Test
  void theDictionaryIsMarkdownOrOneJsonLine() {
    assertThat(Invocation.of("dictionary").out())
        .contains("## charge\n")
        .contains("| session_id |");
    assertThat(Invocation.of("dictionary", "--json").json().get("tables").get(0).get("columns"))
        .isNotEmpty();
  }

  private Path settings(String text) throws IOException {
    Path conf = folder.resolve("voxledger.yaml");
    Files.writeString(conf, text);
    return conf;
  }

  private static String landing(Map<String, String> environment, String... args) {
    return options(environment, args).landing();
  }

  private static io.voxledger.settings.Settings options(
      Map<String, String> environment, String... args) {
    RunOptions options = new RunOptions(environment);
    new picocli.CommandLine(
            CommandSpec.create().addMixin("common", CommandSpec.forAnnotatedObject(options)))
        .parseArgs(args);
    return options.settings();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nightly", "erase --session RM_1", "rates list", "dictionary --ddl"})
  void anAddressWithACredentialIsRefusedAndNotRepeatedWhereverItComesFrom(String command) {
    String address = "s3a://AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI@bucket/place";
    String[] args = (command + " --verbose --json --landing " + address).split(" ");
    for (Invocation refused :
        List.of(
            Invocation.of(args),
            Invocation.of(Map.of("VOXLEDGER_WAREHOUSE", address), command.split(" ")))) {
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.out() + refused.err())
          .contains("holds an AWS access key")
          .doesNotContain("wJalrXUtnFEMI", "AKIAIOSFODNN7EXAMPLE");
    }
  }
}
