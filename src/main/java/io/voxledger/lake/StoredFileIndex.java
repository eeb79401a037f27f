package io.voxledger.lake;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static scala.jdk.javaapi.CollectionConverters.asScala;

import io.voxledger.lake.StoredFiles.DataFile;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.NoopCache$;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.collection.mutable.LinkedHashMap;

/** Known files, as Spark's scans ask for them; it leaves out those of other days. */
final class StoredFileIndex extends PartitioningAwareFileIndex {
  private final PartitionSpec partitions;
  private final LinkedHashMap<Path, FileStatus> files = new LinkedHashMap<>();
  private final Map<Path, FileStatus[]> folders;

  /**
   * @param partitions the day's column, or none
   */
  StoredFileIndex(SparkSession spark, StructType partitions, List<DataFile> files) {
    super(spark, Map$.MODULE$.empty(), Option.apply(partitions), NoopCache$.MODULE$);
    java.util.Map<Path, List<DataFile>> byFolder =
        files.stream()
            .collect(groupingBy(DataFile::folder, java.util.LinkedHashMap::new, toList()));
    this.partitions = partitions.isEmpty() ? PartitionSpec.emptySpec() : days(partitions, byFolder);
    files.forEach(file -> this.files.put(file.status().getPath(), file.status()));
    this.folders = Map.from(asScala(byFolder).view().mapValues(StoredFileIndex::statuses));
  }

  private static PartitionSpec days(
      StructType column, java.util.Map<Path, List<DataFile>> byFolder) {
    List<PartitionPath> days = new ArrayList<>();
    byFolder.forEach(
        (folder, files) -> {
          Object day = files.get(0).day().map(d -> (int) d.toEpochDay()).orElse(null);
          days.add(new PartitionPath(new GenericInternalRow(new Object[] {day}), folder));
        });
    return PartitionSpec.apply(column, asScala(days).toSeq());
  }

  private static FileStatus[] statuses(List<DataFile> files) {
    return files.stream().map(DataFile::status).toArray(FileStatus[]::new);
  }

  @Override
  public PartitionSpec partitionSpec() {
    return partitions;
  }

  @Override
  public Seq<Path> rootPaths() {
    return folders.keys().toSeq();
  }

  @Override
  public LinkedHashMap<Path, FileStatus> leafFiles() {
    return files;
  }

  @Override
  public Map<Path, FileStatus[]> leafDirToChildrenFiles() {
    return folders;
  }

  /** A version's files stay what they are. */
  @Override
  public void refresh() {}
}
