package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The night on the bundled sample gives every number that the sample's page states. */
class SampleNightTest {
  @TempDir private static Path folder;
  private static Place place;
  private static Place.Outcome outcome;

  @BeforeAll
  static void runTheNight() {
    place = Sample.in("file:" + folder.resolve("warehouse"));
    outcome = place.night(Sample.DATE);
  }

  @Test
  void projectsCostWhatThePageSays() {
    assertThat(Sample.projectDays(place)).isEqualTo(Sample.PROJECT_DAYS);
  }

  @Test
  void everythingTogetherCosts33426214666667() {
    Row sums = place.table("charge").selectExpr("sum(contracted_cost)", "sum(list_cost)").first();

    assertThat(sums.getDecimal(0)).isEqualByComparingTo("33.426214666667");
    assertThat(sums.getDecimal(1)).isEqualByComparingTo("33.426423");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RM_forum          | kind = 'llm'                                   | 0.0237288
          RM_interview_full | kind = 'llm'                                   | 27.075
          RM_interview_full | kind = 'webrtc'                                | 0.30
          RM_interview_mini | kind = 'llm'                                   | 2.775
          RM_interview_mini | kind = 'webrtc'                                | 0.30
          RM_short          | kind = 'webrtc'                                | 0.015
          RM_noshow         | kind = 'webrtc'                                | 0.005
          RM_outlived       | kind = 'agent'                                 | 0.05
          RM_outlived       | kind = 'sip'                                   | 0.05
          RM_outlived       | kind = 'egress'                                | 0.025
          RM_outlived       | kind = 'llm'                                   | 0.005044
          RM_pipeline       | kind = 'llm'                                   | 0.66
          RM_pipeline       | kind = 'stt'                                   | 0.000931666667
          RM_threshold      | kind = 'llm' AND context_band = 'base'         | 0.2315
          RM_threshold      | kind = 'llm' AND context_band = 'long'         | 0.462255
          RM_noon           | kind = 'llm' AND effective_from < '2026-09-23' | 0.1
          RM_noon           | kind = 'llm' AND effective_from > '2026-09-23' | 0.05
          RM_noon           | kind = 'stt' AND meter <> 'audio_seconds'      | 0.00801
          RM_noon           | kind = 'stt' AND meter = 'audio_seconds'       | 0.0002
          RM_inference      | kind = 'llm' AND biller = 'livekit'            | 0.08
          RM_js             | kind IN ('llm', 'stt', 'tts')                  | 0.0235696
          RM_report         | kind = 'webrtc'                                | 0.025
          RM_gemini         | kind = 'llm'                                   | 0.003578
          RM_analytics      | kind = 'webrtc'                                | 0.025
          RM_analytics      | kind = 'agent'                                 | 0.05
          RM_analytics      | kind = 'data'                                  | 0.0012
          RM_batch          | kind = 'llm'                                   | 0.0376
          RM_broken         | kind = 'llm'                                   | 0.000028
          """)
  void aCaseCostsWhatThePageSays(String session, String which, BigDecimal cost) {
    Row found =
        place
            .table("charge")
            .filter("session_id = '" + session + "'")
            .filter(which)
            .selectExpr("sum(contracted_cost)")
            .first();

    assertThat(found.getDecimal(0)).isEqualByComparingTo(cost);
  }

  @Test
  void tenSecondsAndSeventySecondsAreThreeMinutes() {
    Row charge = place.table("charge").filter("session_id = 'RM_short'").first();

    // ⌈10 ÷ 60⌉ + ⌈70 ÷ 60⌉ = 1 + 2 minutes = 180 s of 80 s used
    assertThat(charge.<BigDecimal>getAs("quantity")).isEqualByComparingTo("80");
    assertThat(charge.<BigDecimal>getAs("billable_quantity")).isEqualByComparingTo("180");
  }

  @Test
  void anAgentThatNeverConnectsCostsNothing() {
    assertThat(place.table("charge").filter("session_id = 'RM_noshow' AND kind = 'agent'").count())
        .isZero();
  }

  @Test
  void requestsAreLongByThemselvesNotTogether() {
    List<String> bands =
        Place.rows(
            place
                .table("charge")
                .filter("session_id IN ('RM_pipeline', 'RM_threshold') AND kind = 'llm'")
                .selectExpr("session_id", "context_band", "records")
                .distinct());

    assertThat(bands)
        .containsExactly(
            "session_id=RM_pipeline context_band=base records=3",
            "session_id=RM_threshold context_band=base records=1",
            "session_id=RM_threshold context_band=long records=1");
  }

  @Test
  void usageWithoutASessionIsChargedToItsProject() {
    Row charge = place.table("charge").filter("session_id IS NULL").first();

    assertThat(charge.<String>getAs("project_id")).isEqualTo("acme");
    assertThat(charge.<BigDecimal>getAs("contracted_cost")).isEqualByComparingTo("1");
  }

  @Test
  void twoRecordsHaveNoPriceAndSaySo() {
    assertThat(Place.rows(place.table("unpriced_usage").select("session_id", "model", "reason")))
        .containsExactly(
            "session_id=RM_inference model=gpt-5.9-nano reason=no_rate_for_model",
            "session_id=RM_report model=grok-voice-agent reason=no_rate_card");
  }

  @Test
  void sixRowsAreInQuarantine() {
    Map<String, Long> reasons = new TreeMap<>();
    place
        .table("quarantine")
        .groupBy("reason")
        .count()
        .collectAsList()
        .forEach(row -> reasons.put(row.getString(0), row.getLong(1)));

    assertThat(reasons.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(6);
    assertThat(reasons).containsEntry("malformed_json", 1L).containsEntry("unknown_type", 1L);
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void thePlanCostsWhatThePageSays() {
    assertThat(Place.rows(place.table("plan_usage").select("estimated_invoice_usd").distinct()))
        .containsExactly("estimated_invoice_usd=50.076200000000");
    assertThat(Place.rows(place.table("project_month").select("project_id", "effective_cost_usd")))
        .containsExactly(
            "project_id=acme effective_cost_usd=29.226898342069",
            "project_id=globex effective_cost_usd=6.921031648240",
            "project_id=lab effective_cost_usd=45.428284676358");
  }

  @Test
  void theBillOfOpenAiDiffersByWhatThePageSays() {
    Map<String, BigDecimal> variances = new TreeMap<>();
    place
        .table("reconciliation")
        .filter("biller = 'openai' AND account = 'proj_voice_prod' AND scope = 'total'")
        .collectAsList()
        .forEach(
            row ->
                variances.put(
                    row.getAs("period_start").toString(), Sample.plain(row.getAs("variance"))));

    assertThat(variances)
        .isEqualTo(Sample.numbers("2026-09-21", "0", "2026-09-22", "0.6375", "2026-09-23", "0.25"));
  }

  @Test
  void theSameNightAgainWritesNothingButItsOwnRow() {
    Map<String, Long> before = place.publishedVersions();
    long runs = place.table("run").count();

    place.night(Sample.DATE);

    assertThat(place.publishedVersions()).isEqualTo(before);
    assertThat(place.table("run").count()).isEqualTo(runs + 1);
  }
}
