package io.voxledger.sources.usage;

import io.voxledger.sources.FolderDefaults;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.Flag;
import io.voxledger.usage.ProviderAliases;
import io.voxledger.usage.RowOrigin;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.UsageItem;
import io.voxledger.usage.UsageSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as tests write them, and what was read of them in one line. */
final class Rows {
  private static final JsonTape TAPE = new JsonTape();

  private Rows() {}

  static RowOutcome read(UsageSource source, String json) {
    return read(source, json, FolderDefaults.NONE);
  }

  static RowOutcome read(UsageSource source, String json, FolderDefaults defaults) {
    RowContext context =
        new RowContext(new RowOrigin("usage/" + source.folder() + "/f.jsonl", "hash", 1), defaults);
    return UsageReaders.judge(
        UsageReaders.of(source, ProviderAliases.BUILT_IN),
        TAPE,
        ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)),
        context);
  }

  static AcceptedRow accepted(UsageSource source, String json) {
    RowOutcome outcome = read(source, json);
    if (outcome instanceof RowOutcome.Accepted accepted) {
      return accepted.row();
    }
    throw new AssertionError(outcome + " of " + json);
  }

  static UsageItem item(UsageSource source, String json) {
    List<UsageItem> items = accepted(source, json).items();
    if (items.size() != 1) {
      throw new AssertionError(items.size() + " items");
    }
    return items.get(0);
  }

  /**
   * {@code input_text=2 cached_text=3 [flag] @context}, {@code ignored no_usage} or {@code
   * missing_field}.
   */
  static String told(RowOutcome outcome) {
    if (outcome instanceof RowOutcome.Quarantined bad) {
      return bad.reason().code();
    }
    if (outcome instanceof RowOutcome.Ignored ignored) {
      return "ignored " + ignored.reason().code();
    }
    return ((RowOutcome.Accepted) outcome)
        .row().items().stream().map(Rows::told).collect(Collectors.joining("; "));
  }

  static String told(UsageItem item) {
    String quantities =
        item.quantities().asMap().entrySet().stream()
            .map(e -> e.getKey().code() + "=" + e.getValue().stripTrailingZeros().toPlainString())
            .collect(Collectors.joining(" "));
    String flags = item.flags().stream().map(Flag::code).sorted().collect(Collectors.joining(" "));
    return quantities
        + (flags.isEmpty() ? "" : " [" + flags + "]")
        + (item.contextTokens().isPresent() ? " @" + item.contextTokens().getAsLong() : "");
  }

  static String envelope(String event) {
    return envelope("", event);
  }

  /** An envelope of session RM_1, observed at 10:00; {@code more} is put in front as it is. */
  static String envelope(String more, String event) {
    return "{"
        + more
        + "\"session_id\":\"RM_1\",\"observed_at\":\"2026-09-01T10:00:00.5Z\",\"model\":\"m\",\"event\":"
        + event
        + "}";
  }

  static String sample(String name) {
    try (InputStream in = Rows.class.getResourceAsStream("/samples/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> sampleLines(String name) {
    return sample(name).lines().filter(line -> !line.isBlank()).toList();
  }
}
