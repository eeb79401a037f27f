package io.voxledger.billed;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * One export of a bill: the files of one {@code pulled=} folder, or a single file outside of such
 * folders.
 *
 * @param account the {@code account=} folder; its files are pulled and completed by themselves
 * @param name the folder's value, else the file's content hash
 * @param pulledAt when it was exported; empty for a single file
 */
public record PullKey(
    BillSource source, Optional<String> account, String name, Optional<Instant> pulledAt) {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  static PullKey of(BillFile file) {
    String name = file.pulledAt().map(FOLDER::format).orElse(file.contentHash());
    return new PullKey(file.source(), file.account(), name, file.pulledAt());
  }

  /** For people: {@code openai-costs 2026-09-20T000000Z}. */
  public String describe() {
    String of = account.map(a -> " of account " + a).orElse("");
    return source.folder() + " " + name + of;
  }
}
