package io.voxledger.jobs;

import io.voxledger.reports.Shown;
import io.voxledger.settings.Settings;
import java.io.File;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What {@code doctor} says about this process and its machine. */
final class CheckProcess {
  private static final long LEAST_HEAP = 900L << 20;
  private static final long LEAST_DISK = 500L << 20;
  private static final long LOW_DISK = 5L << 30;
  private static final String SPARK_LINE = "4.2.";

  private CheckProcess() {}

  static List<Finding> java() {
    long heap = Runtime.getRuntime().maxMemory();
    String found =
        "Java "
            + Runtime.version()
            + ", "
            + Shown.count(Runtime.getRuntime().availableProcessors(), "core")
            + ", heap up to "
            + Shown.bytes(heap);
    if (Runtime.version().feature() < 17) {
      return List.of(Finding.problem("java", found, "Install a JDK 17 or newer and set JAVA_HOME"));
    }
    return List.of(
        heap < LEAST_HEAP
            ? Finding.warning("java", found, "Give it more: VOXLEDGER_MEMORY=4g")
            : Finding.ok("java", found));
  }

  static List<Finding> spark(SparkSession spark) {
    List<Finding> findings = new ArrayList<>();
    String found = "Spark " + spark.version() + ", master " + spark.sparkContext().master();
    findings.add(
        spark.version().startsWith(SPARK_LINE)
            ? Finding.ok("spark", found)
            : Finding.problem(
                "spark", found, "Point SPARK_HOME to a Spark 4.2 with Scala 2.13, or unset it"));
    findings.add(collectsDays(spark));
    return findings;
  }

  /** Fails where Java was started without its {@code --add-opens}. */
  private static Finding collectsDays(SparkSession spark) {
    try {
      List<Row> days =
          spark.range(1).selectExpr("date_add(DATE'2026-09-22', cast(id AS int))").collectAsList();
      boolean isRight = days.get(0).get(0).equals(LocalDate.of(2026, 9, 22));
      return isRight
          ? Finding.ok("spark", "a DATE can be collected")
          : Finding.problem("spark", "a DATE is collected wrongly", HOW_TO_START);
    } catch (RuntimeException | LinkageError e) {
      return Finding.problem("spark", "a DATE cannot be collected: " + e, HOW_TO_START);
    }
  }

  private static final String HOW_TO_START =
      "Start through jobs/voxledger, which gives Java the options of jobs/jvm.options";

  /** Free space of the folders that a run writes to. */
  static List<Finding> disk(Optional<Settings> settings) {
    Map<String, File> folders = new LinkedHashMap<>();
    folders.put("temporary files", new File(System.getProperty("java.io.tmpdir")));
    settings
        .map(Settings::warehouse)
        .filter(uri -> uri.startsWith("file:"))
        .ifPresent(uri -> folders.put("the warehouse", existing(Path.of(uri.substring(5)))));
    return folders.entrySet().stream().map(f -> disk(f.getKey(), f.getValue())).toList();
  }

  private static File existing(Path path) {
    Path found = path;
    while (found.getParent() != null && !found.toFile().exists()) {
      found = found.getParent();
    }
    return found.toFile();
  }

  private static Finding disk(String what, File folder) {
    long free = folder.getUsableSpace();
    String found = Shown.bytes(free) + " free for " + what + " in " + folder;
    if (free < LEAST_DISK) {
      return Finding.problem("disk", found, "Free some, or name another place");
    }
    return free < LOW_DISK
        ? Finding.warning("disk", found, "Free some before it runs out")
        : Finding.ok("disk", found);
  }
}
