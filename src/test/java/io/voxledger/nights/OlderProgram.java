package io.voxledger.nights;

import io.voxledger.testing.TestSpark;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives tables of a place the form that a program of the first schema version would have left.
 *
 * @param newColumn what that program did not know
 */
record OlderProgram(Place place, String newColumn) {
  /** Writes a table again, without the column. */
  void write(String table, String partition) {
    place
        .table(table)
        .drop(newColumn)
        .coalesce(1)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", "true")
        .partitionBy(partition)
        .save(path(table));
    TestSpark.session()
        .sql(
            "ALTER TABLE delta.`%s` SET TBLPROPERTIES ('voxledger.schema.version' = '1')"
                .formatted(path(table)));
  }

  /** In SQL, the {@code table_versions} of a run that published these tables as they are now. */
  String versionsWith(String... tables) {
    String newest =
        Stream.of(tables)
            .map(table -> "'%s', %dL".formatted(table, newestVersion(table)))
            .collect(Collectors.joining(", "));
    return "map_concat(map_filter(table_versions, (name, v) -> name NOT IN ('%s')), map(%s))"
        .formatted(String.join("', '", tables), newest);
  }

  private long newestVersion(String table) {
    String history = "DESCRIBE HISTORY delta.`" + path(table) + "` LIMIT 1";
    return TestSpark.session().sql(history).first().getLong(0);
  }

  private String path(String table) {
    return place.warehouse() + "/" + table;
  }
}
