package io.voxledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadingTextTest {
  private final ReadingText text = new ReadingText(22, 4_100_000_000L);

  @Test
  void whatWillBeReadIsSaidAtOnce() {
    assertThat(text.begun()).isEqualTo("reading 22 usage files, 4.1 GB");
    assertThat(new ReadingText(1, 900).begun()).isEqualTo("reading 1 usage file, 900 bytes");
  }

  // 3,000,000 rows in 30 s; 3,075 MB are left at 1,025 MB in 30 s
  @Test
  void aRateAndTheRestAreToldOnceThereIsSomethingToGoBy() {
    assertThat(text.after(Duration.ofSeconds(30), 5, 1_025_000_000L, 3_000_000))
        .isEqualTo(
            "reading usage: 5 of 22 files, 1 GB of 4.1 GB, 3,000,000 rows, 100,000 rows/s, about 1 min 30 s left");
    assertThat(text.after(Duration.ofSeconds(2), 5, 1_025_000_000L, 3_000_000))
        .isEqualTo("reading usage: 5 of 22 files, 1 GB of 4.1 GB, 3,000,000 rows");
    assertThat(text.after(Duration.ofSeconds(30), 0, 0, 0))
        .isEqualTo("reading usage: 0 of 22 files, 0 bytes of 4.1 GB, 0 rows");
  }
}
