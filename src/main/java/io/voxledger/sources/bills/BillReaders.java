package io.voxledger.sources.bills;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/** The reader of each source of bills: every class that is offered as a {@link BillReader}. */
public final class BillReaders {
  private static final List<BillReader> ALL =
      ServiceLoader.load(BillReader.class, BillReader.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(BillReader::source))
          .toList();
  private static final Map<String, BillReader> BY_FOLDER =
      ALL.stream().collect(toUnmodifiableMap(r -> r.source().folder(), Function.identity()));

  private BillReaders() {}

  /** All of them, in the order of precedence. */
  public static List<BillReader> all() {
    return ALL;
  }

  /** The reader of a folder, whose name is case-sensitive. */
  public static Optional<BillReader> of(String folder) {
    return Optional.ofNullable(BY_FOLDER.get(folder));
  }

  /** What the source of a folder is like. */
  public static Optional<BillSource> source(String folder) {
    return of(folder).map(BillReader::source);
  }

  /** The folders that can be read, for messages. */
  public static String folders() {
    return ALL.stream().map(reader -> reader.source().folder()).collect(joining(", "));
  }

  /** Whether a biller is known to bill by the month. */
  public static boolean billsByMonth(String biller) {
    return ALL.stream()
        .map(BillReader::source)
        .filter(source -> source.biller().filter(biller::equals).isPresent())
        .anyMatch(source -> source.grain() == Grain.MONTH);
  }
}
