package io.voxledger.sources.bills;

import io.voxledger.billed.BillSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reader of each source of bills that can be read. */
public final class BillReaders {
  private static final Map<BillSource, BillReader> BY_SOURCE =
      Stream.<BillReader>of(new OpenAiCostsReader())
          .collect(Collectors.toUnmodifiableMap(BillReader::source, Function.identity()));

  private BillReaders() {}

  public static Optional<BillReader> of(BillSource source) {
    return Optional.ofNullable(BY_SOURCE.get(source));
  }

  /** The folders that can be read, for messages. */
  public static String folders() {
    return Arrays.stream(BillSource.values())
        .filter(BY_SOURCE::containsKey)
        .map(BillSource::folder)
        .collect(Collectors.joining(", "));
  }
}
