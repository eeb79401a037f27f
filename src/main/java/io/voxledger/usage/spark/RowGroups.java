package io.voxledger.usage.spark;

import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.RowOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;

/** The rows of one key at a time, of a partition that is sorted by key. */
final class RowGroups implements Iterator<RowGroups.Group> {
  private final Iterator<Row> rows;
  private final Map<String, String> contentHashes;
  private final Optional<String> firstKey;
  private Row next;

  /**
   * All rows of a key.
   *
   * @param stored those of them, by identity, that an earlier run stored
   */
  record Group(List<AcceptedRow> rows, Set<AcceptedRow> stored) {}

  /**
   * @param rows as {@link KeyedRows#SCHEMA}
   * @param contentHashes of the files that are read in this run, by file
   */
  RowGroups(Iterator<Row> rows, Map<String, String> contentHashes) {
    this.rows = rows;
    this.contentHashes = contentHashes;
    this.next = rows.hasNext() ? rows.next() : null;
    this.firstKey = Optional.ofNullable(next).map(row -> row.getString(0));
  }

  /** The smallest key of the partition; empty when it has no rows. */
  Optional<String> firstKey() {
    return firstKey;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Group next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    String key = next.getString(0);
    Group group = new Group(new ArrayList<>(), Collections.newSetFromMap(new IdentityHashMap<>()));
    while (next != null && next.getString(0).equals(key)) {
      add(next, group);
      next = rows.hasNext() ? rows.next() : null;
    }
    return group;
  }

  private void add(Row row, Group group) {
    AcceptedRow decoded = RowCodec.decode(row.getAs(2));
    if (row.getBoolean(1)) {
      group.stored().add(decoded);
      group.rows().add(decoded);
    } else {
      group.rows().add(withContentHash(decoded));
    }
  }

  private AcceptedRow withContentHash(AcceptedRow row) {
    RowOrigin origin = row.origin();
    String hash = contentHashes.get(origin.file());
    return new AcceptedRow(
        row.source(),
        row.identity(),
        row.rank(),
        new RowOrigin(origin.file(), hash, origin.line()),
        row.attribution(),
        row.items(),
        row.fact());
  }
}
