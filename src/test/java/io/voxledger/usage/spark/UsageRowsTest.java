package io.voxledger.usage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.UsageTables;
import io.voxledger.testing.TestSpark;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.Attribution;
import io.voxledger.usage.Flag;
import io.voxledger.usage.ProjectRules;
import io.voxledger.usage.ProviderAliases;
import io.voxledger.usage.SettleRules;
import io.voxledger.usage.SettleSession;
import io.voxledger.usage.SettledRecord;
import io.voxledger.usage.UsageItem;
import io.voxledger.usage.UsageRecord;
import io.voxledger.usage.UsageRecord.Standing;
import io.voxledger.usage.UsageSource;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage records through a real table and back. */
class UsageRowsTest {
  private static final int COUNT = 120;

  @TempDir private static Path folder;

  private static final Map<String, SettledRecord> WRITTEN = new HashMap<>();
  private static List<Row> read;

  @BeforeAll
  static void writeAndRead() {
    SettleSession settle =
        new SettleSession(
            new SettleRules(
                ProviderAliases.BUILT_IN,
                Map.of(),
                Set.of(),
                Map.of(),
                new ProjectRules(List.of())));
    RandomRows rows = new RandomRows(11);
    List<Row> tableRows = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      SettledRecord settled =
          settle.settleAlone(rows.rowOfOneItem(UsageSource.USAGE_RECORD, i)).get(0);
      if (i % 3 == 0) {
        settled = shadowedOfSeveralProjects(settled);
      }
      WRITTEN.put(settled.record().usageId(), settled);
      tableRows.add(UsageRows.toRow(settled, "run"));
    }
    Warehouse warehouse = new Warehouse(TestSpark.session(), "file:" + folder);
    LakeTable table = warehouse.table(UsageTables.USAGE_RECORD);
    table.createIfMissing();
    table.append(
        TestSpark.session()
            .createDataset(tableRows, Encoders.row(UsageTables.USAGE_RECORD.schema())));
    read = table.read().collectAsList();
  }

  private static SettledRecord shadowedOfSeveralProjects(SettledRecord settled) {
    UsageRecord record = settled.record();
    Set<Flag> flags = EnumSet.of(Flag.SEVERAL_PROJECTS);
    flags.addAll(record.flags());
    return new SettledRecord(
        new UsageRecord(
            record.source(),
            record.usageId(),
            record.sessionId(),
            record.jobId(),
            record.projectId(),
            record.room(),
            record.kind(),
            record.provider(),
            record.route(),
            record.biller(),
            record.account(),
            record.model(),
            record.serviceTier(),
            record.region(),
            record.usedAt(),
            record.contextTokens(),
            record.quantities(),
            Standing.SHADOWED,
            flags),
        settled.row(),
        settled.item());
  }

  private static SettledRecord written(Row row) {
    return WRITTEN.get(row.<String>getAs("usage_id"));
  }

  @Test
  void a_record_comes_back_as_it_was() {
    assertThat(read).hasSize(COUNT);
    assertThat(read)
        .allSatisfy(
            row ->
                assertThat(new RecordReader(row.schema()).read(row))
                    .isEqualTo(written(row).record()));
  }

  @Test
  void the_row_comes_back_but_for_the_flag_of_several_projects() {
    assertThat(read)
        .allSatisfy(
            row -> assertThat(UsageRows.toAcceptedRow(row)).isEqualTo(unflagged(written(row))));
  }

  private static AcceptedRow unflagged(SettledRecord settled) {
    AcceptedRow row = settled.row();
    UsageItem item = settled.item();
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    // the column holds one set of flags: the item's, and what settling added
    flags.addAll(settled.record().flags());
    flags.remove(Flag.SEVERAL_PROJECTS);
    UsageItem unflagged =
        new UsageItem(
            item.part(),
            item.kind(),
            item.provider(),
            item.biller(),
            item.route(),
            item.model(),
            item.serviceTier(),
            item.region(),
            item.contextTokens(),
            item.quantities(),
            flags);
    return new AcceptedRow(
        row.source(),
        row.identity(),
        row.rank(),
        row.origin(),
        row.attribution(),
        List.of(unflagged),
        Optional.empty());
  }

  @Test
  void a_row_that_comes_back_settles_to_the_same_record_again() {
    SettleSession settle =
        new SettleSession(
            new SettleRules(
                ProviderAliases.BUILT_IN,
                Map.of(),
                Set.of(),
                Map.of(),
                new ProjectRules(List.of())));
    assertThat(read)
        .filteredOn(row -> written(row).record().standing() == Standing.USED)
        .filteredOn(row -> !written(row).record().flags().contains(Flag.SEVERAL_PROJECTS))
        .allSatisfy(
            row ->
                assertThat(settle.settleAlone(UsageRows.toAcceptedRow(row)).get(0).record())
                    .isEqualTo(written(row).record()));
  }

  /** Without the arguments of {@code jobs/jvm.options} Spark fails here. */
  @Test
  void days_can_be_collected() {
    assertThat(read)
        .allSatisfy(
            row ->
                assertThat(row.<LocalDate>getAs("usage_date"))
                    .isEqualTo(written(row).record().usageDate()));
  }

  @Test
  void attribution_that_is_absent_stays_absent() {
    assertThat(read)
        .extracting(row -> UsageRows.toAcceptedRow(row).attribution())
        .extracting(Attribution::folderProject)
        .contains(Optional.empty());
  }
}
