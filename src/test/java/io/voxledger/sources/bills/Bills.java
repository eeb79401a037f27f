package io.voxledger.sources.bills;

import io.voxledger.billed.BillFile;
import io.voxledger.billed.Sources;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.usage.ProviderAliases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
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

  /** Reads a file that is readable. */
  public static BillReading read(BillReader reader, BillFile file, String text, BillNames names) {
    try {
      return reader.read(file, text, names);
    } catch (UnreadableFile e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names without settings but these accounts. */
  public static BillNames names(Map<String, String> accounts) {
    return new BillNames(accounts, ProviderAliases.BUILT_IN);
  }

  public static BillFile file(String path) {
    return file(path, Optional.of(Instant.parse("2026-09-20T00:00:00Z")), Optional.empty());
  }

  public static BillFile file(String path, Optional<Instant> pulledAt, Optional<String> account) {
    return new BillFile(Sources.OPENAI_COSTS, path, "hash of " + path, pulledAt, account);
  }
}
