package io.voxledger.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The right to write to a warehouse, held by one run at a time. It is a small file that is created
 * only where none is: on an object store by a conditional PUT. A run renews it while it lives; a
 * run that died loses it when it expires.
 */
public final class Lease implements AutoCloseable {
  private static final String FILE = "_lease";
  private static final Duration LIFE = Duration.ofMinutes(3);
  private static final Duration RENEWAL = Duration.ofSeconds(40);

  private final FileSystem fs;
  private final Path file;
  private final String holder;
  private final Clock clock;
  private final ScheduledExecutorService renewals;

  private Lease(FileSystem fs, Path file, String holder, Clock clock) {
    this.fs = fs;
    this.file = file;
    this.holder = holder;
    this.clock = clock;
    this.renewals =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "voxledger-lease");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Thrown when another run holds the warehouse. */
  public static final class HeldByAnother extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeldByAnother(String message) {
      super(message);
    }
  }

  /**
   * Takes the warehouse for a run.
   *
   * @param holder the run's id
   * @throws HeldByAnother when a living run holds it
   * @throws WarehouseProbe.NotConditional when its store could not keep a second run out
   */
  public static Lease take(String warehouse, String holder, Clock clock, Configuration conf)
      throws IOException {
    WarehouseProbe.require(warehouse, conf);
    Path file = new Path(warehouse, FILE);
    FileSystem fs = fileSystem(file, conf);
    if (!fs.mkdirs(file.getParent())) {
      throw new IOException("the warehouse " + warehouse + " cannot be made");
    }
    Lease lease = new Lease(fs, file, holder, clock);
    if (!lease.create()) {
      lease.takeOver();
    }
    lease.renewals.scheduleAtFixedRate(
        lease::renew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
    return lease;
  }

  /** Who holds a warehouse, or held it when it died. */
  public record Holder(String runId, Instant until) {}

  /** The holder of a warehouse's lease, living or not. */
  public static Optional<Holder> holder(String warehouse, Configuration conf) throws IOException {
    Path file = new Path(warehouse, FILE);
    return read(fileSystem(file, conf), file);
  }

  private boolean create() throws IOException {
    try {
      NewFile.create(fs, file, content());
    } catch (IOException refused) {
      if (!fs.exists(file)) {
        throw refused;
      }
    }
    return isHeld(); // also when the answer to our own PUT was lost and its repeat was refused
  }

  private void takeOver() throws IOException {
    Optional<Holder> other = read(fs, file);
    if (other.isPresent() && clock.instant().isBefore(other.get().until())) {
      throw new HeldByAnother(
          "run %s holds %s until %s; wait for it, or, when it is certainly dead, delete %s"
              .formatted(other.get().runId(), file.getParent(), other.get().until(), file));
    }
    fs.delete(file, false);
    if (!create()) {
      throw new HeldByAnother(
          "another run has just taken " + file.getParent() + "; try again later");
    }
  }

  /** Without checksums beside it: a run that dies while it renews must not leave a wrong one. */
  private static FileSystem fileSystem(Path file, Configuration conf) throws IOException {
    return LocalFiles.withoutChecksums(file.getFileSystem(conf));
  }

  /**
   * On a local disk, a lease that is being renewed is empty for a moment, or for good when its
   * holder died just then: it counts from when it was last touched.
   */
  private static Optional<Holder> read(FileSystem fs, Path file) throws IOException {
    String[] parts;
    try (InputStream in = fs.open(file)) {
      parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split("\n");
    } catch (FileNotFoundException none) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Holder(parts[0], Instant.parse(parts[parts.length - 1])));
    } catch (DateTimeParseException halfWritten) {
      long touched = fs.getFileStatus(file).getModificationTime();
      return Optional.of(new Holder("(unknown)", Instant.ofEpochMilli(touched).plus(LIFE)));
    }
  }

  /** One at a time with those who ask whether it is held, who would find it half written. */
  synchronized void renew() {
    try {
      if (!isHeld()) {
        return; // another run took over what this one, asleep perhaps, had let expire
      }
      try (OutputStream out = fs.create(file, true)) {
        out.write(content());
      }
    } catch (IOException | RuntimeException e) {
      // The next renewal may succeed; if none does, the lease expires, and publishing checks that
      // it is still ours.
      return;
    }
  }

  private byte[] content() {
    return (holder + "\n" + clock.instant().plus(LIFE)).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the warehouse is still this run's. To be asked before a run publishes. */
  public synchronized boolean isHeld() throws IOException {
    return read(fs, file).filter(found -> found.runId().equals(holder)).isPresent();
  }

  @Override
  public synchronized void close() throws IOException {
    renewals.shutdownNow();
    if (isHeld()) {
      fs.delete(file, false);
    }
  }
}
