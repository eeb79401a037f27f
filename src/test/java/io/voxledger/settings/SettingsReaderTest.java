package io.voxledger.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.costs.budgets.Budgets;
import io.voxledger.costs.hosting.HostingTerms;
import io.voxledger.costs.whatif.TokenFactor;
import io.voxledger.costs.whatif.TokenFactor.Ratio;
import io.voxledger.reconciliation.Tolerance;
import io.voxledger.settings.Settings.Biller;
import io.voxledger.settings.Settings.Gates;
import io.voxledger.sources.ReadLimits;
import io.voxledger.usage.ProjectRules.Rule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  @TempDir private Path home;

  private Settings read(String yaml) throws IOException {
    return SettingsReader.read(write("voxledger.yaml", yaml));
  }

  private Path write(String name, String text) throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    return Files.writeString(conf.resolve(name), text);
  }

  private String refused(String yaml) {
    Throwable[] thrown = new Throwable[1];
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(InvalidSettings.class)
        .satisfies(e -> thrown[0] = e);
    return thrown[0].getMessage();
  }

  @Test
  void every_default_is_as_the_documents_say() throws IOException {
    Settings settings = read("tags: []");
    assertThat(settings.landing()).isEqualTo("file:" + home + "/src/main/resources/sample/landing");
    assertThat(settings.warehouse()).isEqualTo("file:" + home + "/warehouse");
    assertThat(settings.rateFolders()).isEmpty();
    assertThat(settings.rules().accounts()).isEmpty();
    assertThat(settings.rules().selfHosted()).isEmpty();
    assertThat(settings.rules().trunkModels()).isEmpty();
    assertThat(settings.rules().projects().rules()).isEmpty();
    assertThat(settings.rules().aliases().canonical("api.openai.com")).isEqualTo("openai");
    assertThat(settings.tags()).isEmpty();
    assertThat(settings.billers()).isEmpty();
    assertThat(settings.biller("openai")).isEqualTo(new Biller(2));
    assertThat(settings.calendar().zone("openai")).isEqualTo(ZoneOffset.UTC);
    assertThat(settings.calendar().zone("google")).isEqualTo(ZoneId.of("America/Los_Angeles"));
    assertThat(settings.tolerance()).isEqualTo(Tolerance.DEFAULT);
    assertThat(Tolerance.DEFAULT.usd()).isEqualByComparingTo("0.01");
    assertThat(Tolerance.DEFAULT.pct()).isEqualByComparingTo("0.1");
    assertThat(Tolerance.DEFAULT.pctCapUsd()).isEqualByComparingTo("5");
    assertThat(settings.agreedPrices().prices()).isEmpty();
    assertThat(settings.limits())
        .isEqualTo(new ReadLimits(16_777_216, 268_435_456, 200, 268_435_456, 67_108_864));
    assertThat(settings.gates()).isEqualTo(Gates.NONE);
    assertThat(settings.budgets()).isEqualTo(Budgets.NONE);
    assertThat(settings.file()).contains(home.resolve("conf/voxledger.yaml").toString());
  }

  @Test
  void every_key_is_mapped() throws IOException {
    Settings settings =
        read(
            """
            landing: s3a://bucket/landing/
            warehouse: file:/tmp/w
            rates: [conf/rates, s3a://bucket/cards]
            accounts: {openai: proj_voice_prod, livekit: p_abc123}
            self_hosted: [p_own]
            livekit: {trunks: {ST_9xk: sip-us-local}}
            tags: [customer, environment]
            billers:
              openai: {time_zone: UTC, lag_days: 3}
              google: {time_zone: Asia/Tokyo}
              xai: {lag_days: 0}
            reconciliation: {tolerance_usd: 0.02, tolerance_pct: 0.2, tolerance_pct_cap_usd: 7}
            budgets:
              - {project: acme, total_usd: 1500, from: 2026-09-01, until: 2026-12-01}
            gates: {quarantined_pct: 1.5, unpriced_records: 0, unexplained_usd: 100, shadow_larger: 3, missing_bills: 2}
            hosting: {server_usd_month: 180, concurrent_per_server: 400, managed_usd_per_participant_minute: 0.004}
            what_if:
              tokens: [{from: OpenAI, to: google, modality: audio, factor: 44/6.3, low: 1, source: "https://example.org/tokens"}]
            limits: {row_bytes: 1000, free_bytes: 3000000000, expansion: 50, document_bytes: 2000, parquet_bytes: 4000}
            hadoop: {fs.s3a.endpoint: "https://s3.example.org", fs.s3a.path.style.access: true}
            """);
    assertThat(settings.landing()).isEqualTo("s3a://bucket/landing");
    assertThat(settings.warehouse()).isEqualTo("file:/tmp/w");
    assertThat(settings.rateFolders())
        .containsExactly("file:" + home + "/conf/conf/rates", "s3a://bucket/cards");
    assertThat(settings.rules().accounts())
        .isEqualTo(Map.of("openai", "proj_voice_prod", "livekit", "p_abc123"));
    assertThat(settings.rules().selfHosted()).containsExactly("p_own");
    assertThat(settings.rules().trunkModels()).isEqualTo(Map.of("ST_9xk", "sip-us-local"));
    assertThat(settings.tags()).isEqualTo(Set.of("customer", "environment"));
    assertThat(settings.biller("openai").lagDays()).isEqualTo(3);
    assertThat(settings.biller("google").lagDays()).isEqualTo(2);
    assertThat(settings.biller("xai").lagDays()).isZero();
    // 2026-09-21T20:00Z is 05:00 of the next day in Tokyo
    assertThat(settings.calendar().billingDate("google", Instant.parse("2026-09-21T20:00:00Z")))
        .isEqualTo(LocalDate.parse("2026-09-22"));
    assertThat(settings.tolerance())
        .isEqualTo(
            new Tolerance(new BigDecimal("0.02"), new BigDecimal("0.2"), new BigDecimal("7")));
    assertThat(settings.budgets().ofMonth("acme", LocalDate.parse("2026-11-01")))
        .contains(new BigDecimal("1500"));
    assertThat(settings.gates())
        .isEqualTo(
            new Gates(
                Optional.of(new BigDecimal("1.5")),
                Optional.of(0L),
                Optional.of(3L),
                Optional.of(new BigDecimal("100")),
                Optional.of(2L)));
    assertThat(settings.hosting())
        .isEqualTo(
            new HostingTerms(
                new BigDecimal("180"),
                new BigDecimal("400"),
                new BigDecimal("20"),
                new BigDecimal("0.004"),
                new BigDecimal("2")));
    assertThat(settings.tokenFactors().all())
        .containsExactly(
            new TokenFactor(
                "openai",
                "google",
                "audio",
                new Ratio(new BigDecimal("44"), new BigDecimal("6.3")),
                Ratio.ONE,
                new Ratio(new BigDecimal("44"), new BigDecimal("6.3")),
                "https://example.org/tokens"));
    assertThat(settings.limits()).isEqualTo(new ReadLimits(1000, 3_000_000_000L, 50, 2000, 4000));
    assertThat(settings.hadoop())
        .isEqualTo(
            Map.of(
                "fs.s3a.endpoint", "https://s3.example.org", "fs.s3a.path.style.access", "true"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "hosting: {concurrent_per_server: 0} | must be above 0",
        "hosting: {server_usd: 1} | did you mean 'server_usd_month'?",
        "what_if: {tokens: [{from: a, to: b, factor: 2}]} | 'source' is missing",
        "what_if: {tokens: [{from: a, to: b, factor: 2/0, source: x}]} | must be above 0",
        "what_if: {tokens: [{from: a, to: b, factor: x, source: x}]} | 'factor'",
        "what_if: {tokens: [{from: a, to: b, factor: 2, modality: sound, source: x}]} | text, audio"
            + " or image",
      })
  void a_slip_in_what_hosting_or_tokens_cost_is_named(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(message);
  }

  @Test
  void the_files_beside_it_are_read() throws IOException {
    write(
        "projects.yaml",
        """
        - {match: {metadata: project}, project: "{metadata}"}
        - {match: {room: "acme-*", account: proj_lab}, project: acme}
        """);
    write(
        "contracts.yaml",
        "- {biller: openai, account: \"*\", model: \"gpt-*\", discount: 0.07, from: 2026-01-01}");
    write("providers.yaml", "openai: [\"*.llm-proxy.internal\"]");
    Settings settings = read("tags: []");
    assertThat(settings.rules().projects().rules())
        .containsExactly(
            new Rule("project", null, null, "{metadata}"),
            new Rule(null, "acme-*", "proj_lab", "acme"));
    assertThat(settings.agreedPrices().prices()).hasSize(1);
    assertThat(settings.rules().aliases().canonical("a.LLM-proxy.internal")).isEqualTo("openai");
  }

  @Test
  void files_beside_it_that_hold_only_comments_are_empty_ones() throws IOException {
    write("projects.yaml", "# nothing yet\n");
    write("contracts.yaml", "# nothing yet\n");
    write("providers.yaml", "");
    Settings settings = read("tags: []");
    assertThat(settings.rules().projects().rules()).isEmpty();
    assertThat(settings.agreedPrices().prices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# all defaults\n", "---\n", "{}"})
  void every_key_can_be_left_out(String yaml) throws IOException {
    assertThat(read(yaml).warehouse()).isEqualTo("file:" + home + "/warehouse");
  }

  /** As in contracts.yaml and decisions.yaml; else usage would be of account "default". */
  @Test
  void billers_may_be_written_with_capitals_and_other_names() throws IOException {
    Settings settings =
        read(
            "{accounts: {OpenAI: a, Gemini: b},"
                + " billers: {Google: {time_zone: Asia/Tokyo, lag_days: 7}}}");

    assertThat(settings.rules().accounts()).isEqualTo(Map.of("openai", "a", "google", "b"));
    assertThat(settings.biller("google").lagDays()).isEqualTo(7);
    assertThat(settings.calendar().zone("google")).isEqualTo(ZoneId.of("Asia/Tokyo"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "warehose: x                                   | warehose         | warehouse",
        "account: {openai: p}                          | account          | accounts",
        "livekit: {trunk: {a: b}}                      | trunk            | trunks",
        "billers: {openai: {timezone: UTC}}            | timezone         | time_zone",
        "billers: {openai: {lag: 2}}                   | lag              | lag_days",
        "reconciliation: {tolerance_us: 1}             | tolerance_us     | tolerance_usd",
        "gates: {unpriced: 0}                          | unpriced         | unpriced_records",
        "limit: {row_bytes: 1}                         | limit            | limits",
        "limits: {rows_bytes: 1}                       | rows_bytes       | row_bytes",
        "limits: {max_expansion: 1}                    | max_expansion    | expansion",
      })
  void an_unknown_key_is_an_error_that_names_the_nearest(
      String yaml, String unknown, String nearest) {
    assertThat(refused("tags: []\n" + yaml))
        .contains("voxledger.yaml")
        .contains("line 2")
        .contains("'" + unknown + "'")
        .containsPattern("did you mean '?" + nearest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fs.s3a.secret.key: abc",
        "aws_secret_access_key: abc",
        "s3: {access_key: abc}",
        "password: abc"
      })
  void secrets_have_no_key_here_and_are_not_repeated(String yaml) {
    assertThat(refused(yaml)).contains("unknown key").doesNotContain("abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fs.s3a.access.key",
        "fs.s3a.secret.key",
        "fs.s3a.session.token",
        "fs.s3a.encryption.key",
        "fs.s3a.bucket.my-bucket.secret.key",
        "fs.azure.account.key.my.dfs.core.windows.net",
        "fs.azure.account.oauth2.client.secret",
        "fs.azure.sas.fixed.token.c.my.dfs.core.windows.net",
        "fs.gs.auth.service.account.private.key",
        "hadoop.some.password",
      })
  void anOptionOfHadoopThatIsACredentialIsRefusedAndNotRepeated(String option) {
    assertThat(refused("hadoop: {" + option + ": AbCdEf123456}"))
        .contains("'" + option + "' is a credential")
        .doesNotContain("AbCdEf123456");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fs.s3a.aws.credentials.provider",
        "fs.azure.account.auth.type",
        "fs.azure.account.keyprovider.my.dfs.core.windows.net",
        "fs.azure.sas.token.provider.type",
        "fs.azure.account.oauth2.msi.endpoint",
        "fs.gs.auth.type",
        "fs.gs.auth.service.account.json.keyfile",
        "hadoop.security.credential.provider.path",
      })
  void anOptionOfHadoopThatOnlyNamesWhereCredentialsComeFromIsNone(String option)
      throws IOException {
    assertThat(read("hadoop: {" + option + ": x}").hadoop()).isEqualTo(Map.of(option, "x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tags: customer                               | 'tags' must be a list",
        "accounts: [a]                                | accounts must be a map",
        "accounts: {OpenAI: a, openai: b}             | 'OpenAI' and 'openai' are one biller",
        "billers: {xAI: {}, xai: {}}                  | 'xAI' and 'xai' are one biller",
        "billers: {openai: {time_zone: Mars}}         | no time zone",
        "billers: {openai: {lag_days: 1.5}}           | whole number",
        "billers: {openai: {lag_days: -1}}            | negative",
        "billers: {openai: {lag_days: 4000000000}}    | lag_days",
        "reconciliation: {tolerance_usd: much}        | tolerance_usd",
        "billers: {Gemini: {}, google: {}}            | 'Gemini' and 'google' are one biller",
        "gates: {unexplained_usd: 1e13}               | more than 12 digits",
        "gates: {unpriced_records: none}              | unpriced_records",
        "limits: {row_bytes: 0}                       | 'row_bytes' must be from 1 to 1073741824",
        "limits: {row_bytes: 16 MiB}                  | row_bytes",
        "limits: {row_bytes: 1073741825}              | not 1073741825",
        "limits: {document_bytes: 4294967297}         | not 4294967297",
        "limits: {expansion: 0.5}                     | whole number",
        "limits: {expansion: 2147483648}              | to 2147483647",
        "limits: 200                                  | limits must be a map",
        "hadoop: {spark.hadoop.fs.s3a.endpoint: x}    | spark-defaults.conf",
        "hadoop: {fs.s3a.endpoint: {a: b}}            | must be text",
        "landing: []                                  | 'landing' must be text",
        "just text                                    | must be a map",
        "landing: a\\nlanding: b                      | landing",
      })
  void what_cannot_be_used_is_named_with_its_place(String yaml, String part) {
    assertThat(refused(yaml.replace("\\n", "\n"))).contains("voxledger.yaml").contains(part);
  }

  @Test
  void a_missing_file_says_what_to_do() {
    assertThatThrownBy(() -> SettingsReader.read(home.resolve("none.yaml")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("none.yaml")
        .hasMessageContaining("--conf");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "projects.yaml  | - {match: {rooms: a}, project: p}           | did you mean 'room'?",
        "projects.yaml  | - {match: {room: a}, project: '{metadata}'} | {metadata} needs",
        "projects.yaml  | - {match: {}, project: p}                   | 'match' names nothing",
        "projects.yaml  | - {match: {room: , account: b}, project: p} | 'room' has no value",
        "projects.yaml  | - {match: {account: ~}, project: p}         | 'account' has no value",
        "contracts.yaml | - {biller: b, discount: 7}                  | at most 1",
        "providers.yaml | {openai: [a*b]}                             | alias 'a*b' must be",
        "providers.yaml | {openai: [a], xai: [A]}                     | both openai and xai",
        "providers.yaml | {openai: a}                                 | 'openai' must be a list",
        "plans.yml      | []                                          | rename it to plans.yaml",
      })
  void a_mistake_in_a_file_beside_it_names_that_file(String file, String text, String message)
      throws IOException {
    write(file, text);
    assertThat(refused("tags: []")).contains(file).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "warehouse,              file:/base/conf/warehouse",
    "file:../warehouse,      file:/base/warehouse",
    "./a/../b/,              file:/base/conf/b",
    "/abs/w/,                file:/abs/w",
    "file:/abs/w,            file:/abs/w",
    "file:///abs/w,          file:/abs/w",
    "file:///abs/a%20b,      file:/abs/a b",
    "file:///abs/a b/,       file:/abs/a b",
    "file:///abs/100%,       file:/abs/100%",
    "file:///abs/b#1?c,      file:/abs/b#1?c",
    "file://localhost/abs,   file:/abs",
    "s3a://bucket/w/,        s3a://bucket/w",
    "s3a://bucket,           s3a://bucket",
    "hdfs://nn:8020/w//,     hdfs://nn:8020/w",
    "abfss://c@a.dfs.core.windows.net/w, abfss://c@a.dfs.core.windows.net/w",
  })
  void relative_places_start_at_the_base(String text, String expected) {
    assertThat(Places.resolve(text, Path.of("/base/conf"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file://", "file://data", "file://my data"})
  void a_place_without_a_folder_is_refused(String place) {
    assertThat(refused("landing: \"" + place + "\"")).contains(place, "names no folder");
  }

  @Test
  void a_place_on_another_host_is_refused() {
    assertThat(refused("landing: file://nas/share")).contains("file://nas/share", "host 'nas'");
  }

  @ParameterizedTest
  @CsvSource({
    "file:/a, file:/a, true",
    "file:/a, file:/a/warehouse, true",
    "file:/a, file:/ab, false",
    "file:/a/landing, file:/a, false",
    "s3a://b, s3a://b/warehouse, true",
    "s3a://b/landing, s3a://b/warehouse, false",
  })
  void a_warehouse_within_the_landing_area_is_refused(
      String landing, String warehouse, boolean isRefused) {
    ThrowingCallable check = () -> Places.requireApart(landing, warehouse);
    if (isRefused) {
      assertThatThrownBy(check).isInstanceOf(InvalidSettings.class).hasMessageContaining("beside");
    } else {
      assertThatCode(check).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI@bucket/landing",
        "s3a://user:wJalrXUtnFEMI@bucket/landing",
        "https://me:wJalrXUtnFEMI@example.org/landing",
      })
  void aPlaceWithACredentialIsRefusedAndNotRepeated(String place) {
    assertThat(refused("landing: \"" + place + "\""))
        .contains("holds a", "credentials come from the instance's role")
        .doesNotContain("wJalrXUtnFEMI", "AKIAIOSFODNN7EXAMPLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[cards/rates, rates]", "[s3a://b/rates, rates/]", "[rates, ./rates]"})
  void rate_folders_whose_files_would_be_taken_for_each_other_are_refused(String folders) {
    assertThat(refused("rates: " + folders))
        .contains("`rates` names ", " and file:" + home + "/conf/rates,", "rename one of them");
  }

  @Test
  void places_from_elsewhere_go_before_the_file() throws IOException {
    Settings settings = read("{landing: /a, warehouse: /b}");
    Settings other = settings.withPlaces(Optional.of("file:/x"), Optional.empty());
    assertThat(other.landing()).isEqualTo("file:/x");
    assertThat(other.warehouse()).isEqualTo("file:/b");
    assertThat(other.moneyHash()).isEqualTo(settings.moneyHash());
  }

  @Test
  void the_hash_of_money_changes_with_what_changes_money_and_with_nothing_else()
      throws IOException {
    String base = read("accounts: {a: b, c: d}").moneyHash();
    assertThat(read("{landing: /x, accounts: {c: d, a: b}}").moneyHash()).isEqualTo(base);
    assertThat(read("{accounts: {a: b, c: d}, gates: {unpriced_records: 0}}").moneyHash())
        .isEqualTo(base);
    assertThat(read("{accounts: {a: b, c: d}, limits: {row_bytes: 1}}").moneyHash())
        .isEqualTo(base);
    List<String> others =
        List.of(
            "accounts: {a: b, c: x}",
            "{accounts: {a: b, c: d}, self_hosted: [p]}",
            "{accounts: {a: b, c: d}, livekit: {trunks: {t: sip-us-local}}}",
            "{accounts: {a: b, c: d}, tags: [x]}",
            "{accounts: {a: b, c: d}, billers: {x: {time_zone: Asia/Tokyo}}}");
    for (String other : others) {
      assertThat(read(other).moneyHash()).as(other).isNotEqualTo(base);
    }
    write("contracts.yaml", "- {biller: b, model: m, discount: 0.1}");
    assertThat(read("accounts: {a: b, c: d}").moneyHash()).isNotEqualTo(base);
  }

  /** Accounts stand in tables and reports. */
  @Test
  void aKeyInThePlaceOfAnAccountIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> read("accounts: {openai: sk-proj-abcdefghijklmnop0123456789}"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("line 1")
        .hasMessageContaining("'openai' looks like an API key")
        .message()
        .doesNotContain("abcdefghijklmnop");
  }
}
