package io.voxledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxledger.lake.Column;
import io.voxledger.lake.TableDefinition;
import io.voxledger.money.Rounding;
import io.voxledger.tables.AllTables;
import io.voxledger.testing.TestSpark;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DecimalType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users see of a warehouse that was made once from the bundled sample. */
class SampleWarehouseTest {
  /** Of September, contracted. */
  private static final String COSTS = "33.426214666667";

  @TempDir private static Path temporary;
  private static String conf;
  private static Invocation demo;

  @BeforeAll
  static void runTheDemo() {
    TestSpark.session();
    Path folder = temporary.resolve("demo");
    demo = Invocation.of("demo", "--master", "local[2]", "--quiet", folder.toString());
    conf = folder.resolve("conf/voxledger.yaml").toString();
  }

  private static Invocation run(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--conf";
    all[args.length + 1] = conf;
    return Invocation.of(all);
  }

  @Test
  void theNightShowsCostsAndOpenVariances() {
    assertThat(demo.exitCode()).as(demo.err()).isZero();
    assertThat(demo.out())
        .contains("Costs, 2026-09-21 to 2026-09-23")
        .containsPattern("total +31\\.5415 +1\\.8462 +0\\.0331 +0\\.0036 +0\\.0018 +33\\.4262")
        .containsPattern(
            "openai +proj_voice_prod +2026-09-22 +3\\.4942 +4\\.1317 +0\\.6375 +explained +long_context_rate_applied\n")
        .containsPattern("2026-09-23 +0\\.8520 +1\\.1020 +0\\.2500 +explained +sku_unmapped\n")
        .containsPattern("cartesia +default +2 days from 2026-09-21 .*no bill at all")
        .contains("1 account day matched")
        .contains("Unpriced     2 records")
        .contains("Quarantined  6 rows")
        .contains("explain session RM_interview_full --conf");
  }

  // three requests at 5 / 0.50 / 22.50 for 2.50 / 0.25 / 15: 1.2975 − 0.66 = 0.6375
  @Test
  void aWaterfallLeadsFromComputedToBilled() {
    Invocation waterfall =
        run("explain", "variance", "--biller", "openai", "--period", "2026-09-22");

    assertThat(waterfall.exitCode()).as(waterfall.err()).isZero();
    assertThat(waterfall.out())
        .startsWith("openai, account proj_voice_prod, 2026-09-22: explained\n")
        .containsPattern("computed +3\\.4942336 USD\n")
        .containsPattern("long_context_rate_applied \\(exact\\) +\\+0\\.6375\n")
        .contains("computed 0.66 USD, billed 1.2975 USD, for the same quantity of 303,000.")
        .contains("→ dispute: the requests are at or under the threshold")
        .containsPattern("billed +4\\.1317336 USD");
  }

  @Test
  void aWaterfallOfAMonthAddsUpItsDaysAndAccounts() throws IOException {
    Invocation json =
        run("explain", "variance", "--biller", "openai", "--period", "2026-09", "--json");
    JsonNode waterfall = new ObjectMapper().readTree(json.out()).get("waterfalls").get(0);

    assertThat(waterfall.get("periods").asInt()).isEqualTo(3);
    assertThat(waterfall.get("variance").asText()).isEqualTo("0.887500000000"); // 0.6375 + 0.25
    assertThat(waterfall.get("steps"))
        .extracting(step -> step.get("cause").asText() + " " + step.get("amount").asText())
        .containsExactlyInAnyOrder(
            "long_context_rate_applied 0.637500000000", "sku_unmapped 0.250000000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "opneai | 2026-09-22 | nothing was computed for or billed by 'opneai'; did you mean 'openai'?",
        "openai | 2026-08    | openai has no period within 2026-08; the newest are 2026-09-23, 2026-09-22",
      })
  void whatIsNotThereIsSaid(String biller, String period, String message) {
    Invocation nothing = run("explain", "variance", "--biller", biller, "--period", period);

    assertThat(nothing.exitCode()).isEqualTo(1);
    assertThat(nothing.err()).contains("error: " + message);
  }

  @Test
  void quietSilencesProgressButNotWarnings() {
    assertThat(demo.err()).doesNotContain(" s  ").contains("warning: openai-costs");
  }

  // 29 × 10 ÷ 1,000,000 = 0.00029, and so on: the forum's session costs 0.0237288
  @Test
  void aReceiptShowsEveryChargeWithItsArithmetic() {
    Invocation receipt = run("explain", "session", "RM_forum");

    assertThat(receipt.exitCode()).as(receipt.err()).isZero();
    assertThat(receipt.out())
        .contains("Session RM_forum\n")
        .contains("project   acme (rule 2 of projects.yaml: room acme-*)")
        .contains("cost      0.0237288 USD")
        .contains("29 × 10 ÷ 1,000,000 = 0.00029 USD")
        .contains("1,019 × 20 ÷ 1,000,000 = 0.02038 USD")
        .contains("card openai-2026-09, effective 2026-09-01T00:00:00Z, recorded")
        .contains(
            "used openai-realtime (1 record); shadowed, costs nothing: livekit-agent-metrics (1"
                + " record)")
        .containsPattern("total +0\\.0237288");
  }

  // 5.05 + 5.05 + 2.3 = 12.4 s → 13 s; 13 × 0.0043 ÷ 60 at the agreed price, 0.0048 on the list
  @Test
  void aReceiptTellsRoundingAndAgreedPrices() {
    assertThat(run("explain", "session", "RM_pipeline").out())
        .contains("12.4 s (≈ 0.2067 min) → billable 13 s")
        .contains("13 × 0.0043 ÷ 60 = 0.000931666667 USD (rounded at 12 decimals)")
        .contains("list price: 13 × 0.0048 ÷ 60 = 0.00104 USD")
        .contains("agreed price: 0.258 × 60 ÷ 3,600 = 0.0043");
  }

  @Test
  void aReceiptNamesWhatHasNoPriceAndWhatToDo() {
    assertThat(run("explain", "session", "RM_inference").out())
        .contains("without 1 record that have no price")
        .contains("No price: openai gpt-5.9-nano")
        .contains("why     no_rate_for_model")
        .contains("mend    nearest models");
  }

  @Test
  void aReceiptTellsFlagsInPlainWords() {
    assertThat(run("explain", "session", "RM_gemini").out())
        .contains("named by the folder of usage/gemini-live/project=lab/")
        .contains("the card has no cached price")
        .contains("(no_cached_rate)");
  }

  @Test
  void aReceiptSaysWhichCardTookOverAtNoon() {
    assertThat(run("explain", "session", "RM_noon").out())
        .contains("1,000 × 32 ÷ 1,000,000 = 0.032 USD")
        .contains("1,000 × 16 ÷ 1,000,000 = 0.016 USD")
        .contains("another card is effective later");
  }

  @ParameterizedTest
  @CsvSource({
    "RM_forum, 0.0237288",
    "RM_interview_full, 27.375",
    "RM_pipeline, 0.680931666667",
    "RM_analytics, 0.0762",
    "RM_js, 0.0235696",
    "RM_short, 0.015",
  })
  void theReceiptForProgramsIsExactAndSumsUp(String session, BigDecimal total) {
    JsonNode json = run("explain", "session", session, "--json").json();

    assertThat(new BigDecimal(json.get("total_cost_usd").asText())).isEqualByComparingTo(total);
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode charge : json.get("charges")) {
      assertThat(charge.get("contracted_cost").isTextual()).isTrue();
      assertThat(charge.get("card").get("id").asText()).isNotEmpty();
      assertThat(charge.get("cards_considered").get(0).asText()).endsWith("applies");
      sum = sum.add(new BigDecimal(charge.get("contracted_cost").asText()));
    }
    assertThat(sum).isEqualByComparingTo(total);
    assertThat(json.get("remarks")).isEmpty();
  }

  @Test
  void anUnknownSessionNamesTheNearestOnes() {
    Invocation unknown = run("explain", "session", "RM_formu");

    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("session 'RM_formu' is not in").contains("RM_forum");
    assertThat(unknown.out()).isEmpty();
  }

  @Test
  void aWarehouseWithoutARunSaysHowToStart() {
    Invocation none =
        run("explain", "session", "RM_forum", "--warehouse", temporary.resolve("none").toString());

    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("has no finished run; run `nightly` first");
  }

  @Test
  void doctorFindsAHealthyPlaceAndNamesModelsWithoutAPrice() {
    Invocation doctor = run("doctor");

    assertThat(doctor.exitCode()).as(doctor.out()).isZero();
    assertThat(doctor.out())
        .contains("can be written, a second writer is refused")
        .contains("a DATE can be collected")
        .contains("usage/openai-realtime 7")
        .contains("xai grok-voice-agent: 1 record without a price (no_rate_card)")
        .contains("The card voxledger-xai-voice-2026-04 that comes with Voxledger prices it")
        .contains("6 rows of input in quarantine")
        .contains("0 problems");
  }

  @Test
  void doctorIsOfUseOnAFreshCheckout() {
    Invocation doctor =
        Invocation.of(
            "doctor",
            "--conf",
            "conf/voxledger.yaml",
            "--warehouse",
            temporary.resolve("not-yet/warehouse").toString());

    assertThat(doctor.exitCode()).as(doctor.out()).isZero();
    assertThat(doctor.out())
        .contains("landing is the bundled sample")
        .contains("can be made by the first run")
        .contains("none yet; start with: jobs/voxledger nightly")
        .contains("7 cards of cartesia, deepgram, google, livekit, openai");
    assertThat(temporary.resolve("not-yet")).as("nothing is left behind").doesNotExist();
  }

  @Test
  void doctorRefusesASecretInTheSettingsWithoutRepeatingIt() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("with-secret"));
    Path file = folder.resolve("voxledger.yaml");
    Files.writeString(file, "tags: [customer]\n# AKIAIOSFODNN7EXAMPLE\n");
    Files.writeString(folder.resolve("providers.yaml"), "openai: [\"sk-proj-0123456789abcdef\"]\n");

    Invocation doctor =
        Invocation.of(
            Map.of("VOXLEDGER_WAREHOUSE", temporary.resolve("w").toString()),
            "doctor",
            "--json",
            "--conf",
            file.toString());

    assertThat(doctor.exitCode()).isEqualTo(2);
    assertThat(doctor.json().get("problems").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(doctor.out())
        .contains("voxledger.yaml:2 holds what looks like an AWS access key")
        .contains("providers.yaml:1 holds what looks like an API key")
        .doesNotContain("AKIAIOSFODNN7EXAMPLE")
        .doesNotContain("0123456789abcdef");
  }

  @Test
  void doctorNamesFoldersThatNobodyReads() throws IOException {
    Path landing = temporary.resolve("landing-with-strangers");
    Files.createDirectories(landing.resolve("usage/openai-realtme"));
    Files.writeString(landing.resolve("usage/openai-realtme/a.jsonl"), "{}\n");
    Files.createDirectories(landing.resolve("invoices"));

    Invocation doctor = run("doctor", "--landing", landing.toString());

    assertThat(doctor.out())
        .contains("'invoices' in ")
        .contains("unknown source folder usage/openai-realtme")
        .contains("problem  rates      no rate card is known");
    assertThat(doctor.exitCode()).isEqualTo(1);
  }

  @Test
  void doctorSaysWhenTheLandingAreaIsNotThere() {
    Invocation doctor = run("doctor", "--landing", temporary.resolve("nowhere").toString());

    assertThat(doctor.exitCode()).isEqualTo(1);
    assertThat(doctor.out()).contains("nowhere is not there. Make it");
  }

  @ParameterizedTest
  @CsvSource({
    "--landing, s3a:///x, names no bucket",
    "--landing, nowhere://x/y, no file system for such addresses",
    "--warehouse, FILE, is a file; name a folder",
    "--landing, FILE, is a file; name a folder",
  })
  void aPlaceThatIsNoFolderIsWrongUsage(String option, String place, String message)
      throws IOException {
    Path file = Files.writeString(temporary.resolve("a-file"), "");

    Invocation night = run("ingest", option, place.replace("FILE", file.toString()));

    assertThat(night.exitCode()).isEqualTo(2);
    assertThat(night.err()).contains("`" + option.substring(2) + "` is ").contains(message);
  }

  /** Named one folder too deep, there is nothing to read in it. */
  @Test
  void inputThatLiesInNoStagesFolderEndsTheNightWithExitCode4() throws IOException {
    Path usage = Files.createDirectories(temporary.resolve("deep/openai-realtime"));
    Files.writeString(usage.resolve("a.jsonl"), "{}\n");

    Invocation night =
        run(
            "ingest",
            "--landing",
            temporary.resolve("deep").toString(),
            "--warehouse",
            temporary.resolve("of-nothing").toString());

    assertThat(night.exitCode()).isEqualTo(4);
    assertThat(night.out()).contains("1 file not read, openai-realtime/a.jsonl for one");
  }

  // sonic-3 at 50 a million characters was charged 0.0331; at 25 it is half of that
  @Test
  void whatANewCardWouldHaveChanged() throws IOException {
    Path card =
        Files.writeString(
            temporary.resolve("new-card.yaml"),
            """
            id: new
            biller: cartesia
            effective_from: 2026-10-01
            rates: [{model: sonic-3, per: 1000000, prices: {characters: 25}}]
            """);
    Invocation effect =
        run("rates", "diff", "--json", "--card", card.toString(), "--month", "2026-09");

    assertThat(effect.exitCode()).as(effect.err()).isZero();
    BigDecimal charged = new BigDecimal(effect.json().get("charged_usd").asText());
    assertThat(charged).isBetween(new BigDecimal("0.03305"), new BigDecimal("0.03315"));
    assertThat(new BigDecimal(effect.json().get("with_card_usd").asText()))
        .isEqualByComparingTo(charged.divide(BigDecimal.valueOf(2)));
    assertThat(effect.json().get("not_on_card_usd").asText()).isEqualTo("0");
  }

  // 33.426214666667 of charges − 1.9262 of LiveKit's + its estimated invoice of 50.0762
  @Test
  void aFocusFileAddsUpToWhatTheMonthCosts() throws IOException {
    Path file = Files.writeString(temporary.resolve("focus.csv"), "of an older run");
    Path checksum = Files.writeString(temporary.resolve(".focus.csv.crc"), "of an older run");
    Invocation focus = run("focus", "--month", "2026-09", "--out", file.toString());
    assertThat(focus.exitCode()).as(focus.err()).isZero();

    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    BigDecimal billed = BigDecimal.ZERO;
    try (CSVParser rows = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
      for (CSVRecord row : rows) {
        billed = billed.add(new BigDecimal(row.get("BilledCost")));
        if (row.get("ChargeCategory").equals("Usage")) {
          assertThat(cost(row, "ListUnitPrice")).isEqualByComparingTo(row.get("ListCost"));
          assertThat(cost(row, "ContractedUnitPrice"))
              .isEqualByComparingTo(row.get("ContractedCost"));
        }
      }
    }
    assertThat(billed).isEqualByComparingTo("81.576214666667");
    assertThat(checksum).doesNotExist();
    assertThat(temporary.resolve("focus.csv.writing")).doesNotExist();
  }

  @Test
  void aFocusFileOfAMonthWithoutAnythingIsRefused() {
    Path file = temporary.resolve("empty.csv");
    Invocation focus = run("focus", "--month", "2031-01", "--out", file.toString());

    assertThat(focus.exitCode()).isEqualTo(1);
    assertThat(focus.err()).contains("nothing was used or billed in 2031-01; there are 2026-09");
    assertThat(file).doesNotExist();
  }

  // The sheets' own checks compare them with other tables; these sums are the sample's, by hand.
  @Test
  void aFinancePackAddsUpToTheTables() throws IOException {
    Path folder = temporary.resolve("pack");
    Invocation report = run("report", "--month", "2026-09", "--out", folder.toString(), "--json");

    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(report.json().get("consistent").asBoolean()).isTrue();
    assertThat(report.json().get("files")).hasSizeGreaterThanOrEqualTo(15);
    assertThat(folder.resolve("finance-2026-09.xlsx")).isNotEmptyFile();
    assertThat(folder.resolve("finance-2026-09.html")).isNotEmptyFile();
    Path csv = folder.resolve("finance-2026-09-csv");
    for (String file : new String[] {"summary.csv", "detail.csv"}) {
      assertThat(total(csv.resolve(file), "Contracted cost")).isEqualByComparingTo(COSTS);
    }
    for (String file : new String[] {"by-day.csv", "projects-providers.csv"}) {
      assertThat(total(csv.resolve(file), "Total")).isEqualByComparingTo(COSTS);
    }
    assertThat(total(csv.resolve("detail.csv"), "List cost"))
        .isEqualByComparingTo(total(csv.resolve("summary.csv"), "List cost"));
    // the waterfalls of this class: 0.6375 + 0.25 of openai; the others have no bill:
    // −1.964669666667
    assertThat(total(csv.resolve("causes.csv"), "Amount"))
        .isEqualByComparingTo(total(csv.resolve("reconciliation.csv"), "Variance"))
        .isEqualByComparingTo("-1.077169666667");
    assertThat(total(csv.resolve("open-items.csv"), "Variance"))
        .isEqualByComparingTo(total(csv.resolve("open-items-moved.csv"), "Closing"));
    // half of 32 + 4 + 64 + 16 a million, for 1,000, 1,010, 1,000 and 1 tokens after the noon card
    assertThat(total(csv.resolve("price-changes.csv"), "Effect")).isEqualByComparingTo("-0.050028");
  }

  @Test
  void aPackOfOneProjectHoldsThatProjectAlone() throws IOException {
    Path folder = temporary.resolve("pack-of-acme");
    Invocation report =
        run("report", "--month=2026-09", "--project=acme", "--format=csv", "--out=" + folder);

    assertThat(report.exitCode()).as(report.err()).isZero();
    Path csv = folder.resolve("finance-2026-09-acme-csv");
    assertThat(total(csv.resolve("detail.csv"), "Contracted cost"))
        .isEqualByComparingTo("1.991698466667");
    assertThat(csv.resolve("reconciliation.csv")).doesNotExist();
    assertThat(folder.resolve("finance-2026-09-acme.xlsx")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--month=2026-09 --project=acmee | 1 | did you mean 'acme'?",
        "--month=2026-01                 | 1 | nothing was used or billed in 2026-01; there are 2026-09",
        "--month=2026-13                 | 2 | --month",
        "--month=2026-09 --format=pdf    | 2 | one of [XLSX, HTML, CSV]",
      })
  void aPackThatCannotBeMadeSaysWhy(String options, int exitCode, String message) {
    String[] args = ("report --out=" + temporary.resolve("none") + " " + options).split(" +");
    Invocation refused = run(args);

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(exitCode);
    assertThat(refused.err()).contains(message);
    assertThat(temporary.resolve("none")).doesNotExist();
  }

  @Test
  void theViewsShowWhatTheNewestRunPublished() {
    Invocation ddl = run("dictionary", "--ddl");
    assertThat(ddl.exitCode()).as(ddl.err()).isZero();
    SparkSession spark = TestSpark.session();
    try {
      for (String statement : ddl.out().split(";\\n")) {
        if (!statement.isBlank()) {
          spark.sql(statement);
        }
      }
      Row sums =
          spark
              .sql(
                  "SELECT sum(contracted_cost), (SELECT count(*) FROM voxledger.run) FROM voxledger.charge")
              .head();
      assertThat(sums.getDecimal(0)).isEqualByComparingTo(COSTS);
      assertThat(sums.getLong(1)).isPositive();
      assertThat(ddl.out()).containsPattern("voxledger_tables.`charge` VERSION AS OF \\d+;");
    } finally {
      spark.sql("DROP SCHEMA IF EXISTS voxledger CASCADE");
      spark.sql("DROP SCHEMA IF EXISTS voxledger_tables CASCADE");
    }
  }

  private static BigDecimal total(Path csv, String column) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    BigDecimal total = BigDecimal.ZERO;
    try (CSVParser rows = CSVParser.parse(csv, StandardCharsets.UTF_8, format)) {
      for (CSVRecord row : rows) {
        String value = row.get(column);
        total = total.add(value.isEmpty() ? BigDecimal.ZERO : new BigDecimal(value));
      }
    }
    return total;
  }

  private static BigDecimal cost(CSVRecord row, String price) {
    return Rounding.cost(
        new BigDecimal(row.get(price)).multiply(new BigDecimal(row.get("PricingQuantity"))));
  }

  /** The checks in Python compare what other readers see in the tables of the same night. */
  @Test
  void whatSparkSumsIsKeptForOtherReaders() throws IOException {
    Map<String, Map<String, String>> sums = new TreeMap<>();
    for (TableDefinition table : AllTables.ALL) {
      List<String> decimals =
          table.columns().stream()
              .filter(column -> column.dataType() instanceof DecimalType)
              .map(Column::name)
              .toList();
      List<String> columns = new ArrayList<>(List.of("count(*)"));
      decimals.forEach(column -> columns.add("sum(" + column + ")"));
      Row row =
          TestSpark.session()
              .read()
              .format("delta")
              .load(temporary.resolve("demo/warehouse/" + table.name()).toString())
              .selectExpr(columns.toArray(String[]::new))
              .first();
      Map<String, String> ofTable = sums.computeIfAbsent(table.name(), name -> new TreeMap<>());
      ofTable.put("rows", Long.toString(row.getLong(0)));
      for (int i = 0; i < decimals.size(); i++) {
        BigDecimal sum = row.getDecimal(i + 1);
        ofTable.put(decimals.get(i), sum == null ? null : sum.toPlainString());
      }
    }
    assertThat(sums.get("charge")).containsEntry("contracted_cost", COSTS);
    new ObjectMapper().writeValue(Path.of("target/spark-sums.json").toFile(), sums);
  }
}
