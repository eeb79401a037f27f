package io.voxledger.lake;

import static scala.jdk.javaapi.CollectionConverters.asScala;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;

/**
 * Makes an empty table by one commit of what it is declared as. Delta's builder of tables comes to
 * the same, through two queries for each: seconds, when a warehouse begins.
 */
final class NewTable {
  private final SparkSession spark;
  private final TableDefinition definition;

  NewTable(SparkSession spark, TableDefinition definition) {
    this.spark = spark;
    this.definition = definition;
  }

  void at(String uri) {
    DeltaLog log = DeltaLog.forTable(spark, uri);
    Metadata metadata = metadata(log.clock().getTimeMillis());
    OptimisticTransaction first = log.startTransaction(Option.empty(), Option.empty());
    first.updateMetadataForNewTable(metadata);
    Seq<Action> nothing = seq(List.of());
    first.commit(nothing, new DeltaOperations.CreateTable(metadata, false, false, Option.empty()));
  }

  private Metadata metadata(long createdMillis) {
    Map<String, String> properties = new HashMap<>(TableProperties.ALL);
    definition
        .checks()
        .forEach((name, check) -> properties.put("delta.constraints." + name, check));
    return new Metadata(
        UUID.randomUUID().toString(),
        null,
        definition.grain(),
        new Format("parquet", scala.collection.immutable.Map$.MODULE$.empty()),
        commented().json(),
        seq(definition.partition().stream().toList()),
        scala.collection.immutable.Map.from(asScala(properties)),
        Option.apply(createdMillis));
  }

  private StructType commented() {
    return new StructType(
        definition.columns().stream()
            .map(column -> column.field().withComment(column.comment()))
            .toArray(StructField[]::new));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return asScala(list).toSeq();
  }
}
