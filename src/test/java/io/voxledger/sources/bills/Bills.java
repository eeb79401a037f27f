package io.voxledger.sources.bills;

import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Bills among the test resources. */
public final class Bills {
  private Bills() {}

  /** The text of {@code src/test/resources/bills/<name>}. */
  public static String text(String name) {
    try (InputStream in = Bills.class.getResourceAsStream("/bills/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the test resource bills/" + name, e);
    }
  }

  public static BillFile file(String path) {
    return file(path, Optional.of(Instant.parse("2026-09-20T00:00:00Z")), Optional.empty());
  }

  public static BillFile file(String path, Optional<Instant> pulledAt, Optional<String> account) {
    return new BillFile(BillSource.OPENAI_COSTS, path, "hash of " + path, pulledAt, account);
  }
}
