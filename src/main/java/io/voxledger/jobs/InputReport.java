package io.voxledger.jobs;

import io.voxledger.rates.spark.RateStore;
import io.voxledger.reports.Shown;
import io.voxledger.sources.bills.BillReaders;
import io.voxledger.usage.UsageSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a run's input came to: its counts, and what of it was not read. */
final class InputReport {
  final Map<String, Long> byName = new TreeMap<>();
  final Set<String> unknownSources = new TreeSet<>();
  final Set<String> badPulled = new TreeSet<>();
  final List<String> notes = new ArrayList<>();
  boolean missesInput;
  List<String> rejectedCards = List.of();
  long unreadableFiles;

  void add(String name, long count) {
    byName.merge(name, count, Long::sum);
  }

  /** Whether some input could not be read at all. */
  boolean isInputMissing() {
    return missesInput || !unknownSources.isEmpty() || !badPulled.isEmpty() || unreadableFiles > 0;
  }

  /** What a person should look at, one sentence each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    unknownSources.forEach(source -> problems.add(unknownSource(source)));
    badPulled.forEach(folder -> problems.add(badPulled(folder)));
    problems.addAll(notes);
    problems.addAll(rejectedCards);
    if (unreadableFiles > 0) {
      problems.add(
          Shown.count(unreadableFiles, "file")
              + " that cannot be read, and of which nothing is used; see quarantine, reason unreadable_file");
    }
    return problems;
  }

  /** Names a folder that nobody here reads, and those that could have been meant. */
  static String unknownSource(String stageAndSource) {
    String known =
        switch (stageAndSource.substring(0, stageAndSource.indexOf('/'))) {
          case "usage" ->
              Arrays.stream(UsageSource.values())
                  .map(UsageSource::folder)
                  .collect(Collectors.joining(", "));
          case "billing" -> BillReaders.folders();
          default -> String.join(", ", RateStore.sources());
        };
    return "unknown source folder "
        + stageAndSource
        + ": its files are not read (known: "
        + known
        + ")";
  }

  /** Names a folder whose files cannot be told to be of one pull. */
  static String badPulled(String folder) {
    return folder
        + ": its name is no pulled=YYYY-MM-DDThhmmssZ, so its files are not read; rename it";
  }
}
