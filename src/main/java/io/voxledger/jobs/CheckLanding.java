package io.voxledger.jobs;

import io.voxledger.reports.Shown;
import io.voxledger.settings.Settings;
import io.voxledger.sources.LandingPath;
import io.voxledger.sources.spark.LandedFile;
import io.voxledger.sources.spark.Landing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What {@code doctor} says about the landing area, and about the clock by its files' times. */
final class CheckLanding {
  static final String HOW_TO_REACH =
      "Check the address, the network and the credentials: instance role, Hadoop credential"
          + " provider or AWS_… in the environment";

  private static final String CHECK = "landing";
  private static final Set<String> STAGES = Set.of("usage", "billing", "rates");
  private static final Duration SLACK = Duration.ofMinutes(5);

  private final Configuration hadoop;
  private final Settings settings;
  private final Clock clock;

  CheckLanding(SparkSession spark, Settings settings, Clock clock) {
    this.hadoop = spark.sparkContext().hadoopConfiguration();
    this.settings = settings;
    this.clock = clock;
  }

  List<Finding> findings() {
    try {
      Path root = new Path(settings.landing());
      FileSystem fs = root.getFileSystem(hadoop);
      if (!fs.exists(root)) {
        return List.of(
            Finding.problem(
                CHECK,
                settings.landing() + " is not there",
                "Make it, or name another with `landing` or --landing"));
      }
      List<Finding> findings = new ArrayList<>(strangers(fs, root));
      Landing.Listing listing = new Landing(hadoop).survey(settings.landing());
      List<LandedFile> files = listing.files();
      listing
          .badPulled()
          .forEach(
              folder ->
                  findings.add(
                      Finding.warning(CHECK, InputReport.badPulled(folder), "Rename the folder")));
      findings.addAll(counts(files));
      newest(files).ifPresent(time -> findings.add(clock(time)));
      return findings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Finding> strangers(FileSystem fs, Path root) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (FileStatus entry : fs.listStatus(root)) {
      String name = entry.getPath().getName();
      if (!STAGES.contains(name) && !LandingPath.isIgnored(name)) {
        findings.add(
            Finding.warning(
                CHECK,
                "'" + name + "' in " + settings.landing() + " is not read",
                "Files stand below usage/, billing/ or rates/, in a folder for each source"));
      }
    }
    return findings;
  }

  private List<Finding> counts(List<LandedFile> files) {
    Map<String, Long> bySource =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    file -> file.place().stage().folder() + "/" + file.place().source(),
                    TreeMap::new,
                    Collectors.counting()));
    if (bySource.isEmpty()) {
      return List.of(
          Finding.warning(
              CHECK,
              "nothing has landed in " + settings.landing(),
              "Copy usage to usage/<source>/, bills to billing/<source>/"));
    }
    List<Finding> findings = new ArrayList<>();
    String counts =
        bySource.entrySet().stream()
            .map(entry -> entry.getKey() + " " + Shown.count(entry.getValue()))
            .collect(Collectors.joining(", "));
    long bytes = files.stream().mapToLong(LandedFile::bytes).sum();
    findings.add(
        Finding.ok(
            CHECK, Shown.count(files.size(), "file") + ", " + Shown.bytes(bytes) + ": " + counts));
    files.stream()
        .filter(file -> !IngestStage.isKnownSource(file))
        .map(file -> file.place().stage().folder() + "/" + file.place().source())
        .distinct()
        .forEach(
            source ->
                findings.add(
                    Finding.warning(
                        CHECK, InputReport.unknownSource(source), "Rename the folder")));
    return findings;
  }

  private static Optional<Instant> newest(List<LandedFile> files) {
    return files.stream().map(LandedFile::modifiedAt).max(Instant::compareTo);
  }

  /** Files of an object store carry its own clock. */
  private Finding clock(Instant newestFile) {
    Instant now = clock.instant();
    String found = "it is " + Shown.time(now) + " UTC";
    return newestFile.isAfter(now.plus(SLACK))
        ? Finding.problem(
            "clock",
            found + ", but a landed file is of " + Shown.time(newestFile),
            "Set the clock (NTP): it decides which rates are known and which run is the newest")
        : Finding.ok("clock", found + ", after every landed file");
  }
}
