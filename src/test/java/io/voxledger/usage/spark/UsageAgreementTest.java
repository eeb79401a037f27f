package io.voxledger.usage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.lake.SqlFile;
import io.voxledger.testing.TestSpark;
import io.voxledger.usage.ChooseSources;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of usage that metrics and a session report tell. */
class UsageAgreementTest {
  private final SparkSession spark = TestSpark.session();

  @BeforeEach
  void knowNames() {
    spark
        .udf()
        .register(
            "undated_model", (UDF1<String, String>) ChooseSources::undated, DataTypes.StringType);
  }

  @AfterEach
  void dropView() {
    spark.catalog().dropTempView("usage_record");
  }

  /** A source that has no modalities lost nothing that the other has. */
  @ParameterizedTest
  @CsvSource({
    "input_text=100 input_audio=200, input=300, input 300 | input_audio -200 | input_text -100",
    "input_text=100 input_audio=200, input=299, input 299 | input_audio -200 | input_text -100",
    "input_text=100 input_audio=200, input=301, input 301 ! | input_audio -200 | input_text -100",
    "input_text=100 output_text=9, input=100 output=10, "
        + "input 100 | input_text -100 | output 10 ! | output_text -9",
    "input_text=100 input_audio=200, input_text=101 input_audio=50, input_audio -150 | input_text 1 !",
    "input_text=100 cache_read_text=50, input=100 cache_read=50, "
        + "cache_read 50 | cache_read_text -50 | input 100 | input_text -100",
    "audio_seconds=3, audio_seconds=4, audio_seconds 1 !",
    "audio_seconds=3, characters=4, audio_seconds -3 | characters 4 !"
  })
  void moreIsFlagged(String metrics, String report, String said) {
    assertThat(agreement(record("livekit-agent-metrics", "used", metrics), report(report)))
        .isEqualTo(said);
  }

  /** The report speaks of all sessions' records together; a part of them knows its modality. */
  @Test
  void recordsOfUnknownModalityCountAmongOthers() {
    assertThat(
            agreement(
                record("livekit-agent-metrics", "used", "input_text=100"),
                record("livekit-agent-metrics", "used", "input=50"),
                report("input_text=150")))
        .isEqualTo("input -50 | input_text 50");
  }

  private static Row report(String quantities) {
    return record("livekit-session-report", "shadowed", quantities);
  }

  private static Row record(String source, String standing, String quantities) {
    Map<String, BigDecimal> map = new TreeMap<>();
    for (String one : quantities.split(" ")) {
      map.put(one.split("=")[0], new BigDecimal(one.split("=")[1]).setScale(6));
    }
    LocalDate day = LocalDate.parse("2026-09-14");
    return RowFactory.create("RM_1", null, "llm", "openai", "m", source, standing, day, map);
  }

  private String agreement(Row... records) {
    StructType schema =
        StructType.fromDDL(
            "session_id STRING, job_id STRING, kind STRING, provider STRING, model STRING,"
                + " source STRING, standing STRING, usage_date DATE,"
                + " quantities MAP<STRING, DECIMAL(28,6)>");
    List<String> rows =
        SqlFile.of("usage_agreement")
            .run(spark, Map.of("usage_record", spark.createDataFrame(List.of(records), schema)))
            .orderBy("meter")
            .collectAsList()
            .stream()
            .map(UsageAgreementTest::text)
            .toList();
    return String.join(" | ", rows);
  }

  private static String text(Row row) {
    String difference = row.<BigDecimal>getAs("difference").stripTrailingZeros().toPlainString();
    boolean isFlagged = row.getList(row.fieldIndex("flags")).contains("shadow_larger");
    return row.getAs("meter") + " " + difference + (isFlagged ? " !" : "");
  }
}
