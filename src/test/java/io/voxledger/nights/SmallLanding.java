package io.voxledger.nights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A landing area with the one model {@code m} of OpenAI, and records of it. A token costs 1 USD at
 * first, so that costs are numbers of tokens.
 */
final class SmallLanding {
  private final Path folder;

  SmallLanding(Path folder) {
    this.folder = folder;
    write("conf/voxledger.yaml", "rates: []\naccounts: {openai: proj_a}\n");
    write("conf/projects.yaml", "- {match: {account: proj_a}, project: first}\n");
    card("a", "2026-09-01T00:00:00Z", "1");
  }

  Place place(String warehouse) {
    return place("file", warehouse);
  }

  /** A warehouse on another of the file systems that lead to local folders. */
  Place place(String scheme, String warehouse) {
    return new Place(
        folder.resolve("conf/voxledger.yaml"),
        "file:" + folder.resolve("landing"),
        scheme + ":" + folder.resolve(warehouse));
  }

  /** A card with a price of a token, in force from 2026-09-01. */
  Path card(String id, String recordedAt, String price) {
    return write(
        "landing/rates/rate-card/" + id + ".yaml",
        """
        id: %s
        biller: openai
        effective_from: 2026-09-01T00:00:00Z
        recorded_at: %s
        rates: [{model: m, prices: {input_text: %s}}]
        """
            .formatted(id, recordedAt, price));
  }

  /** Lands a file of {@code usage-record}. */
  void records(String file, String... rows) {
    write("landing/usage/usage-record/" + file, String.join("\n", rows) + "\n");
  }

  /** A record of a session, or of none when {@code session} is empty. */
  static String record(String id, String session, String usedAt, int tokens) {
    String of = session.isEmpty() ? "" : "\"session_id\":\"%s\",".formatted(session);
    return "{\"usage_id\":\"%s\",%s\"used_at\":\"%s\",\"provider\":\"openai\",\"kind\":\"llm\",\"model\":\"m\",\"quantities\":{\"input_text\":%d}}"
        .formatted(id, of, usedAt, tokens);
  }

  Path write(String file, String text) {
    Path target = folder.resolve(file);
    try {
      Files.createDirectories(target.getParent());
      return Files.writeString(target, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
