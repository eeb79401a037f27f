package io.voxledger.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.tables.DeltaTable;
import io.voxledger.lake.Column;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.TableDefinition;
import io.voxledger.lake.Warehouse;
import io.voxledger.testing.TestSpark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TablesTest {
  @TempDir private static Path folder;

  static Stream<TableDefinition> tables() {
    return AllTables.ALL.stream();
  }

  private static TableDefinition table(String name) {
    return tables().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> names(TableDefinition table) {
    return table.columns().stream().map(Column::name).toList();
  }

  /** What other people's programs ask a table for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usage_record | source usage_id file line session_id job_id project_id room kind provider"
            + " route biller account model service_tier region used_at usage_date context_tokens"
            + " quantities standing flags run_id",
        "session_event | source identity run_id",
        "charge | session_id project_id usage_date billing_date biller account provider route kind"
            + " model sku meter service_tier region context_band rate_id contracted_unit_price"
            + " records quantity billable_quantity unit_price per list_cost contracted_cost flags"
            + " run_id",
        "session_cost | session_id project_id room agent_name tags started_at ended_at"
            + " duration_sec status providers audio_in_tokens audio_out_tokens text_tokens"
            + " cached_tokens ai_cost_usd transport_cost_usd telephony_cost_usd platform_cost_usd"
            + " total_cost_usd transport_pct cost_per_minute_usd unpriced_records rate_snapshot"
            + " flags session_date run_id",
        "project_cost_daily | project_id usage_date sessions session_minutes ai_cost_usd"
            + " transport_cost_usd telephony_cost_usd platform_cost_usd total_cost_usd"
            + " cost_per_session_usd month_to_date_usd trailing_7d_average_usd change_vs_7d_pct"
            + " unpriced_records run_id",
        "provider_cost_daily | provider biller route account kind usage_date sessions records"
            + " quantity_by_meter list_cost_usd contracted_cost_usd run_id",
        "billed_line | billed_line_id biller account source standing file pull invoice_id"
            + " period_start period_end billing_date line_item model sku meter service_tier"
            + " category quantity unit amount_original currency billed_cost_usd final run_id",
        "reconciliation | biller account period_start period_end scope sku meter line_item"
            + " computed_quantity computed_cost billed_quantity billed_cost variance variance_pct"
            + " usage_variance rate_variance unsplit_variance billed_only computed_only"
            + " plan_allowance plan_fee credit tax adjustment fx_variance status final first_seen"
            + " age_days run_id",
        "usage_agreement | session_id job_id kind provider model meter used_source used_quantity"
            + " other_source other_quantity difference flags run_id",
        "estimate_accuracy | session_id estimated_usd computed_usd billed_usd error_pct band"
            + " lag_seconds run_id",
        "rate | rate_id biller model meter service_tier context_band over_tokens inclusive region"
            + " price multiplier unit_price per increment minimum currency effective_from"
            + " effective_until recorded_at card_id source grade file run_id",
        "unpriced_usage | source usage_id reason detail suggestion session_id project_id biller"
            + " model used_at quantities low_usd high_usd run_id",
        "quarantine | file content_hash line reason source detail text first_run resolved_run"
            + " run_id",
        "ingested_file | file content_hash stage source bytes modified_at etag rows_read"
            + " rows_accepted rows_duplicate rows_superseded rows_ignored rows_quarantined current"
            + " run_id",
        "restatement | project_id usage_date run_id previous_usd current_usd delta_usd reason",
        "run | run_id command logical_date started_at ended_at status rates_known_at settings_hash"
            + " version counts totals_usd table_versions",
      })
  void every_promised_column_is_declared(String name, String columns) {
    assertThat(table(name).isPublic()).isTrue();
    assertThat(names(table(name))).contains(columns.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usage_record | quantities | MAP<STRING, DECIMAL(20,6)>",
        "usage_record | context_tokens | BIGINT",
        "usage_record | used_at | TIMESTAMP",
        "charge | contracted_unit_price | DECIMAL(18,12)",
        "charge | unit_price | DECIMAL(18,12)",
        "charge | quantity | DECIMAL(28,6)",
        "charge | billable_quantity | DECIMAL(28,6)",
        "charge | list_cost | DECIMAL(28,12)",
        "charge | contracted_cost | DECIMAL(28,12)",
        "charge | per | BIGINT",
        "session_cost | duration_sec | BIGINT",
        "session_cost | total_cost_usd | DECIMAL(28,12)",
        "session_cost | tags | MAP<STRING, STRING>",
        "provider_cost_daily | quantity_by_meter | MAP<STRING, DECIMAL(28,6)>",
        "billed_line | amount_original | DECIMAL(38,18)",
        "billed_line | period_start | TIMESTAMP",
        "billed_line | final | BOOLEAN",
        "reconciliation | period_start | DATE",
        "reconciliation | variance | DECIMAL(28,12)",
        "rate | unit_price | DECIMAL(18,12)",
        "run | table_versions | MAP<STRING, BIGINT>",
      })
  void promised_types_are_declared(String name, String column, String type) {
    assertThat(table(name).columns())
        .filteredOn(c -> c.name().equals(column))
        .extracting(Column::sqlType)
        .containsExactly(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usage_record | source usage_id",
        "charge | session_id project_id usage_date billing_date biller account provider route kind"
            + " model sku meter service_tier region context_band rate_id contracted_unit_price",
        "provider_cost_daily | provider biller route account kind usage_date",
        "reconciliation | biller account period_start period_end scope sku meter line_item",
        "quarantine | file content_hash line reason",
        "restatement | project_id usage_date run_id",
      })
  void promised_keys_are_declared(String name, String key) {
    assertThat(table(name).key()).containsExactly(key.split(" "));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void declarations_are_whole(TableDefinition table) {
    assertThat(table.grain()).endsWith(".");
    assertThat(names(table)).doesNotHaveDuplicates().contains("run_id").containsAll(table.key());
    assertThat(table.key()).isNotEmpty();
    table.partition().ifPresent(column -> assertThat(names(table)).contains(column));
    assertThat(table.columns()).allSatisfy(c -> assertThat(c.comment()).isNotBlank());
    // No floating point touches money.
    assertThat(table.columns())
        .noneSatisfy(c -> assertThat(c.sqlType()).containsAnyOf("DOUBLE", "FLOAT"));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void a_table_is_made_as_declared_and_for_every_reader(TableDefinition table) {
    Warehouse warehouse = new Warehouse(TestSpark.session(), "file:" + folder);
    LakeTable made = warehouse.table(table);
    made.createIfMissing();
    made.createIfMissing(); // does nothing
    assertThat(made.version()).isZero();

    Row detail = DeltaTable.forPath(warehouse.spark(), made.uri()).detail().head();
    assertThat(detail.<Integer>getAs("minReaderVersion")).isEqualTo(1);
    assertThat(detail.<String>getAs("description")).isEqualTo(table.grain());
    assertThat(detail.<String>getList(detail.fieldIndex("partitionColumns")))
        .isEqualTo(table.partition().stream().toList());
    Map<String, String> properties = detail.getJavaMap(detail.fieldIndex("properties"));
    assertThat(properties)
        .containsEntry("voxledger.schema.version", Integer.toString(TableDefinition.SCHEMA_VERSION))
        .containsEntry("delta.enableDeletionVectors", "false")
        .containsEntry("delta.columnMapping.mode", "none")
        .containsEntry("delta.checkpointPolicy", "classic");
    table
        .checks()
        .forEach(
            (name, check) ->
                assertThat(properties).containsEntry("delta.constraints." + name, check));
    assertThat(detail.<String>getList(detail.fieldIndex("tableFeatures")))
        .doesNotContain("deletionVectors", "columnMapping", "typeWidening", "v2Checkpoint");

    StructField[] fields =
        DeltaTable.forPath(warehouse.spark(), made.uri()).toDF().schema().fields();
    assertThat(fields).hasSize(table.columns().size());
    for (int i = 0; i < fields.length; i++) {
      Column column = table.columns().get(i);
      assertThat(fields[i].name()).isEqualTo(column.name());
      assertThat(fields[i].dataType().sql()).isEqualTo(column.dataType().sql());
      assertThat(fields[i].nullable()).as(column.name()).isEqualTo(column.nullable());
      assertThat(fields[i].getComment().get()).isEqualTo(column.comment());
    }
  }

  @Test
  void a_row_that_breaks_a_check_is_refused() {
    Warehouse warehouse = new Warehouse(TestSpark.session(), "file:" + folder.resolve("checked"));
    LakeTable files = warehouse.table(RunTables.INGESTED_FILE);
    files.createIfMissing();
    append(files, file(5)); // 2 accepted + 1 duplicate + 0 superseded + 1 ignored + 1 quarantined
    assertThat(files.version()).isEqualTo(1);
    assertThatThrownBy(() -> append(files, file(6))).hasStackTraceContaining("rows_are_conserved");
    assertThat(files.version()).isEqualTo(1);
  }

  private static Row file(long read) {
    return RowFactory.create(
        "f",
        "h",
        "usage",
        "s",
        1L,
        Instant.EPOCH,
        null,
        read,
        2L,
        1L,
        0L,
        Map.of("no_usage", 1L),
        1L,
        true,
        "r");
  }

  private static void append(LakeTable table, Row... rows) {
    table.append(
        TestSpark.session().createDataFrame(Arrays.asList(rows), table.definition().schema()));
  }
}
