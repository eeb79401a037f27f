package io.voxledger.usage.spark;

import io.voxledger.lake.MadeRows;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.ResolveVersions;
import io.voxledger.usage.ResolveVersions.Resolution;
import io.voxledger.usage.spark.RowGroups.Group;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Compares the rows of sources whose identity is not bound to a session (reports, webhooks, usage
 * records…) by identity. What comes out is, for each identity that has a new row, the winner and
 * the stored row that lost to it.
 */
final class ResolveFacts implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  /** The row is the winner and was not stored yet. */
  static final String NEW = "new";

  /** The row was stored and is not the winner any more. */
  static final String REPLACED = "replaced";

  static final StructType SCHEMA =
      new StructType()
          .add("outcome", DataTypes.StringType, false)
          .add("source", DataTypes.StringType, false)
          .add("identity", DataTypes.StringType, false)
          .add("session_id", DataTypes.StringType, true)
          .add("stored_date", DataTypes.DateType, false)
          .add(KeyedRows.PAYLOAD, DataTypes.BinaryType, false);

  private final Broadcast<Map<String, String>> contentHashes;
  private final ResolveVersions.CanonicalRows canonicalRows;
  private final TallyAccumulator tallies;

  private ResolveFacts(
      Broadcast<Map<String, String>> contentHashes,
      ResolveVersions.CanonicalRows canonicalRows,
      TallyAccumulator tallies) {
    this.contentHashes = contentHashes;
    this.canonicalRows = canonicalRows;
    this.tallies = tallies;
  }

  /** From {@link KeyedRows}, keyed by source and identity, to {@link #SCHEMA}. */
  static Dataset<Row> resolve(
      Dataset<Row> keyed,
      Broadcast<Map<String, String>> contentHashes,
      ResolveVersions.CanonicalRows canonicalRows,
      TallyAccumulator tallies) {
    return keyed
        .repartition(keyed.col(KeyedRows.KEY))
        .sortWithinPartitions(KeyedRows.KEY)
        .mapPartitions(
            new ResolveFacts(contentHashes, canonicalRows, tallies), Encoders.row(SCHEMA));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Outcomes(new RowGroups(rows, contentHashes.value()));
  }

  /** The rows of one identity after the other; the tally is handed in when the last is taken. */
  private final class Outcomes extends MadeRows {
    private final RowGroups groups;
    private final RowTally tally = new RowTally();
    private final RowCodec codec = new RowCodec();
    private final ResolveVersions versions = new ResolveVersions(canonicalRows);

    Outcomes(RowGroups groups) {
      this.groups = groups;
    }

    @Override
    protected boolean make() {
      if (groups.hasNext()) {
        resolve(groups.next());
        return true;
      }
      groups.firstKey().ifPresent(key -> tallies.add(new TallyAccumulator.OfPartition(key, tally)));
      return false;
    }

    private void resolve(Group group) {
      Resolution resolution = versions.resolve(group.rows());
      tally.count(resolution, group.stored());
      if (!group.stored().contains(resolution.winner())) {
        put(row(NEW, resolution.winner(), codec));
      }
      Stream.concat(resolution.duplicates().stream(), resolution.superseded().stream())
          .filter(group.stored()::contains)
          .forEach(lost -> put(row(REPLACED, lost, codec)));
    }
  }

  private static Row row(String outcome, AcceptedRow row, RowCodec codec) {
    return RowFactory.create(
        outcome,
        row.source().folder(),
        row.identity(),
        row.attribution().sessionId().orElse(null),
        Days.of(row.rank().usedAt()),
        codec.encode(row));
  }
}
