package io.voxledger.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who holds a warehouse while its lease is being written. */
class LeaseTest {
  @TempDir private Path warehouse;

  @Test
  void aRunHoldsWhatItIsJustRenewing() throws Exception {
    Configuration conf = new Configuration();
    conf.setClass("fs.slow.impl", SlowDisk.class, org.apache.hadoop.fs.FileSystem.class);
    try (Lease lease = Lease.take("slow:" + warehouse, "r1", Clock.systemUTC(), conf)) {
      SlowDisk.isSlow = true;
      Thread renewal = new Thread(lease::renew);
      renewal.start();
      assertThat(SlowDisk.EMPTIED.await(1, TimeUnit.MINUTES)).isTrue();

      assertThat(lease.isHeld()).isTrue();
      renewal.join();
    }
    assertThat(warehouse.resolve("_lease")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "r1", "r1\n2026-09"})
  void aLeaseThatIsNotWholeCountsFromWhenItWasLastTouched(String content) throws IOException {
    Path file = Files.writeString(warehouse.resolve("_lease"), content);
    assertThatThrownBy(this::take)
        .isInstanceOf(Lease.HeldByAnother.class)
        .hasMessageContaining("run (unknown) holds file:" + warehouse);

    Instant old = Instant.now().minus(Duration.ofMinutes(4));
    Files.setLastModifiedTime(file, FileTime.from(old));
    try (Lease lease = take()) {
      assertThat(lease.isHeld()).isTrue();
    }
  }

  private Lease take() throws IOException {
    return Lease.take("file:" + warehouse, "r2", Clock.systemUTC(), new Configuration());
  }

  /** A disk that takes its time between emptying a file and filling it. */
  public static final class SlowDisk extends RawLocalFileSystem {
    private static final CountDownLatch EMPTIED = new CountDownLatch(1);
    private static volatile boolean isSlow;

    @Override
    public URI getUri() {
      return URI.create("slow:///");
    }

    @Override
    public String getScheme() {
      return "slow";
    }

    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path file,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      FSDataOutputStream emptied =
          super.create(file, overwrite, bufferSize, replication, blockSize, progress);
      if (isSlow) {
        EMPTIED.countDown();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      }
      return emptied;
    }
  }
}
