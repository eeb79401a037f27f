package io.voxledger.lake;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static scala.jdk.javaapi.CollectionConverters.asScala;

import io.voxledger.lake.StoredFiles.DataFile;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.NoopCache$;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;

/** Known files, as Spark's scans ask for them; it leaves out those of other days. */
final class StoredFileIndex extends PartitioningAwareFileIndex {
  private final Map<Path, List<DataFile>> byFolder;
  private final PartitionSpec partitions;

  /**
   * @param partitions the day's column, or none
   */
  StoredFileIndex(SparkSession spark, StructType partitions, List<DataFile> files) {
    super(
        spark,
        scala.collection.immutable.Map.from(asScala(Map.<String, String>of())),
        scala.Option.apply(partitions),
        NoopCache$.MODULE$);
    this.byFolder =
        files.stream()
            .collect(
                groupingBy(
                    file -> file.status().getPath().getParent(), LinkedHashMap::new, toList()));
    this.partitions = partitions.isEmpty() ? PartitionSpec.emptySpec() : days(partitions);
  }

  private PartitionSpec days(StructType column) {
    return PartitionSpec.apply(
        column,
        asScala(
                byFolder.entrySet().stream()
                    .map(folder -> day(folder.getKey(), folder.getValue().get(0).day()))
                    .toList())
            .toSeq());
  }

  private static PartitionPath day(Path folder, Optional<LocalDate> day) {
    Object value = day.map(d -> (int) d.toEpochDay()).orElse(null);
    return new PartitionPath(new GenericInternalRow(new Object[] {value}), folder);
  }

  @Override
  public PartitionSpec partitionSpec() {
    return partitions;
  }

  @Override
  public Seq<Path> rootPaths() {
    return asScala(List.copyOf(byFolder.keySet())).toSeq();
  }

  @Override
  public scala.collection.mutable.LinkedHashMap<Path, FileStatus> leafFiles() {
    var files = new scala.collection.mutable.LinkedHashMap<Path, FileStatus>();
    byFolder
        .values()
        .forEach(folder -> folder.forEach(f -> files.put(f.status().getPath(), f.status())));
    return files;
  }

  @Override
  public scala.collection.immutable.Map<Path, FileStatus[]> leafDirToChildrenFiles() {
    Map<Path, FileStatus[]> folders = new LinkedHashMap<>();
    byFolder.forEach(
        (folder, files) ->
            folders.put(folder, files.stream().map(DataFile::status).toArray(FileStatus[]::new)));
    return scala.collection.immutable.Map.from(asScala(folders));
  }

  /** A version's files stay what they are. */
  @Override
  public void refresh() {}
}
