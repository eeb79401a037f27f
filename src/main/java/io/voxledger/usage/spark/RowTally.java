package io.voxledger.usage.spark;

import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.ResolveVersions.Resolution;
import io.voxledger.usage.RowOrigin;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one task counted: what became of the rows of each file, and which days it wrote records of.
 */
public final class RowTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A content of a file. */
  public record FileContent(String file, String contentHash) implements Serializable {}

  /**
   * Changes of a file's counts; a row that is replaced by a later one moves from accepted to
   * superseded.
   */
  public static final class Counts implements Serializable {
    private static final long serialVersionUID = 1L;
    private long accepted;
    private long duplicate;
    private long superseded;

    public long accepted() {
      return accepted;
    }

    public long duplicate() {
      return duplicate;
    }

    public long superseded() {
      return superseded;
    }

    void add(Counts other) {
      accepted += other.accepted;
      duplicate += other.duplicate;
      superseded += other.superseded;
    }
  }

  /** A day on which a session has a record. */
  public record SessionDay(String sessionId, LocalDate day) implements Serializable {}

  private final Map<FileContent, Counts> byFile = new HashMap<>();
  private final Set<LocalDate> writtenDays = new TreeSet<>();
  private final Set<LocalDate> replacedDays = new TreeSet<>();
  private final Set<SessionDay> elsewhere = new HashSet<>();
  private long openConnections;

  /** Counts the rows of one identity, of which some may have been stored by an earlier run. */
  void count(Resolution resolution, Set<AcceptedRow> stored) {
    if (!stored.contains(resolution.winner())) {
      of(resolution.winner().origin()).accepted++;
    }
    for (AcceptedRow row : resolution.duplicates()) {
      of(row.origin()).duplicate++;
      leaveAccepted(row, stored);
    }
    for (AcceptedRow row : resolution.superseded()) {
      of(row.origin()).superseded++;
      leaveAccepted(row, stored);
    }
  }

  private void leaveAccepted(AcceptedRow row, Set<AcceptedRow> stored) {
    if (stored.contains(row)) {
      of(row.origin()).accepted--;
      replacedDays.add(Days.of(row.rank().usedAt()));
    }
  }

  private Counts of(RowOrigin origin) {
    return byFile.computeIfAbsent(
        new FileContent(origin.file(), origin.contentHash()), file -> new Counts());
  }

  void wrote(LocalDate day) {
    writtenDays.add(day);
  }

  /** Notes a record on another day than the row that it came from. */
  void wroteElsewhere(String sessionId, LocalDate day) {
    elsewhere.add(new SessionDay(sessionId, day));
  }

  void leftOpen(int connections) {
    openConnections += connections;
  }

  void add(RowTally other) {
    other.byFile.forEach(
        (file, counts) -> byFile.computeIfAbsent(file, f -> new Counts()).add(counts));
    writtenDays.addAll(other.writtenDays);
    replacedDays.addAll(other.replacedDays);
    elsewhere.addAll(other.elsewhere);
    openConnections += other.openConnections;
  }

  public Map<FileContent, Counts> byFile() {
    return byFile;
  }

  /** Days that records were written for. */
  public Set<LocalDate> writtenDays() {
    return writtenDays;
  }

  /** Days of rows that another version replaced. */
  public Set<LocalDate> replacedDays() {
    return replacedDays;
  }

  /** Days of records that their rows' own days do not tell. */
  Set<SessionDay> elsewhere() {
    return elsewhere;
  }

  public long openConnections() {
    return openConnections;
  }
}
