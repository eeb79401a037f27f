package io.voxledger.lake;

import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map$;

/**
 * The data files of one version of a table, found by reading its log here. Delta's own reader asks
 * Spark for them, in jobs of its own for each query: a third of what a small night would take.
 */
final class StoredFiles {
  /** Readers of this version of the protocol know no deleted rows and no renamed columns. */
  private static final int PLAIN = 1;

  /**
   * A data file.
   *
   * @param logged the path as the log spells it
   * @param day of its rows; empty in a table without partitions
   */
  record DataFile(FileStatus status, String logged, Optional<LocalDate> day) {
    Path path() {
      return status.getPath();
    }

    Path folder() {
      return path().getParent();
    }
  }

  private final SparkSession spark;
  private final StructType schema;
  private final List<String> partitionedBy;
  private final List<DataFile> files;

  private StoredFiles(
      SparkSession spark, StructType schema, List<String> partitionedBy, List<DataFile> files) {
    this.spark = spark;
    this.schema = schema;
    this.partitionedBy = partitionedBy;
    this.files = files;
  }

  /**
   * Finds them.
   *
   * @return empty for a table of a form that only Delta's reader knows; no table of ours has one
   */
  static Optional<StoredFiles> of(SparkSession spark, String uri, long version) {
    Engine engine = DefaultEngine.create(spark.sparkContext().hadoopConfiguration());
    Snapshot snapshot = Table.forPath(engine, uri).getSnapshotAsOfVersion(engine, version);
    StructType schema = (StructType) DataType.fromJson(snapshot.getMetadata().getSchemaString());
    List<String> partitionedBy = snapshot.getPartitionColumnNames();
    boolean byDay =
        partitionedBy.isEmpty()
            || partitionedBy.size() == 1
                && schema.apply(partitionedBy.get(0)).dataType().equals(DataTypes.DateType);
    return byDay && snapshot.getProtocol().getMinReaderVersion() == PLAIN
        ? Optional.of(new StoredFiles(spark, schema, partitionedBy, list(engine, snapshot)))
        : Optional.empty();
  }

  private static List<DataFile> list(Engine engine, Snapshot snapshot) {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches =
        snapshot.getScanBuilder().build().getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          rows.forEachRemaining(row -> files.add(file(row)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log of " + snapshot.getPath(), e);
    }
    return files;
  }

  private static DataFile file(Row row) {
    io.delta.kernel.utils.FileStatus file = InternalScanFileUtils.getAddFileStatus(row);
    Row add = row.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL);
    return new DataFile(
        new FileStatus(
            file.getSize(), false, 1, 0, file.getModificationTime(), new Path(file.getPath())),
        add.getString(add.getSchema().indexOf("path")),
        InternalScanFileUtils.getPartitionValues(row).values().stream()
            .findFirst()
            .map(LocalDate::parse));
  }

  /** Those of some days only. */
  StoredFiles ofDays(Collection<LocalDate> days) {
    Set<LocalDate> wanted = new HashSet<>(days);
    Predicate<DataFile> isWanted = file -> file.day().map(wanted::contains).orElse(true);
    return new StoredFiles(spark, schema, partitionedBy, files.stream().filter(isWanted).toList());
  }

  /** Each of them. */
  Stream<DataFile> stream() {
    return files.stream();
  }

  long bytes() {
    return files.stream().mapToLong(file -> file.status().getLen()).sum();
  }

  /** Their rows. */
  Dataset<org.apache.spark.sql.Row> rows() {
    StructType partitions =
        new StructType(partitionedBy.stream().map(schema::apply).toArray(StructField[]::new));
    return spark.baseRelationToDataFrame(
        HadoopFsRelation.apply(
            new StoredFileIndex(spark, partitions, files),
            partitions,
            schema,
            Option.empty(),
            new ParquetFileFormat(),
            Map$.MODULE$.empty(),
            spark));
  }
}
