package io.voxledger.jobs;

import io.voxledger.rates.imports.ImportedRates;
import io.voxledger.rates.imports.InvalidPriceFile;
import io.voxledger.rates.imports.NotSaid;
import io.voxledger.rates.imports.PriceFormat;
import io.voxledger.rates.imports.PulledFile;
import io.voxledger.reports.Shown;
import io.voxledger.settings.Settings;
import io.voxledger.sources.LandedContent;
import io.voxledger.sources.LandedFormat;
import io.voxledger.sources.LandingPath;
import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.UnreadableFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code voxledger rates import SOURCE FILE}: lays a price list into the landing area. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a price list of another project, names what a rate card cannot say, and lays the "
          + "file into <landing>/rates/SOURCE/pulled=…/, from where the next night takes it."
    },
    footer = {
      "",
      "Example:",
      "  jobs/voxledger rates import litellm model_prices_and_context_window.json --dry-run --all"
    })
final class RatesImportCommand implements Callable<Integer> {
  private static final int SHOWN = 20;
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Mixin private RunOptions common;

  @Parameters(index = "0", paramLabel = "SOURCE", description = "litellm, genai-prices or csv")
  private String source;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "the price list, .json or .csv; may end in .gz or .zst")
  private Path file;

  @Option(
      names = "--pulled",
      paramLabel = "INSTANT",
      description = "when it was pulled (default: now); its prices are known since then")
  private String pulled;

  @Option(names = "--dry-run", description = "only read it; nothing is laid down")
  private boolean dryRun;

  @Option(names = "--all", description = "name every single thing that a card cannot say")
  private boolean all;

  @Override
  public Integer call() throws IOException {
    PriceFormat format =
        PriceFormat.of(source)
            .orElseThrow(
                () ->
                    new Voxledger.WrongUsage(
                        "source '"
                            + source
                            + "' is none of "
                            + String.join(", ", PriceFormat.sources())));
    Instant at =
        (pulled == null ? common.clock().instant() : RatesOptions.instant("--pulled", pulled))
            .truncatedTo(ChronoUnit.SECONDS);
    ImportedRates rates = read(format, at);
    String target = dryRun ? null : lay(common.settings(), format, at);
    if (common.isJson()) {
      System.out.println(JsonLine.of(json(rates, target)));
    } else {
      print(rates, target);
    }
    return ExitCode.DONE.code();
  }

  private ImportedRates read(PriceFormat format, Instant at) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new Voxledger.WrongUsage("there is no file " + file);
    }
    LandedFormat.Packing packing = landedFormat().packing();
    try (LandedContent content =
        LandedContent.open(Files.newInputStream(file), packing, limits())) {
      ImportedRates rates = format.read(content.text(), new PulledFile(file.toString(), at));
      if (rates.models() == 0) {
        throw new Voxledger.NothingToShow(
            file + " names no model; is it a file of " + format.source() + "?");
      }
      return rates;
    } catch (UnreadableFile e) {
      throw new Voxledger.WrongUsage(
          file + ": " + e.getMessage() + "; no night could read it, so nothing was laid down");
    } catch (InvalidPriceFile e) {
      throw new Voxledger.NothingToShow(
          file + ": " + e.getMessage() + "; is it a file of " + format.source() + "?");
    }
  }

  /** What a night would make of the file's name. */
  private LandedFormat landedFormat() {
    String name = file.getFileName().toString();
    if (LandingPath.isIgnored(name)) {
      throw new Voxledger.WrongUsage(
          file
              + ": nights pass over names that begin with _ or . and names that end in .tmp or .crc;"
              + " rename the file");
    }
    return LandedFormat.of(name)
        .filter(named -> named.form() != LandedFormat.Form.PARQUET)
        .orElseThrow(
            () ->
                new Voxledger.WrongUsage(
                    file
                        + ": no night reads a price list of that name; rename it so that it ends in"
                        + " .json or .csv, then in .gz or .zst if it is packed"));
  }

  /** To try a file out, nobody needs settings. */
  private ReadLimits limits() {
    return dryRun ? ReadLimits.DEFAULT : common.settings().limits();
  }

  private String lay(Settings settings, PriceFormat format, Instant at) throws IOException {
    String target =
        settings.landing()
            + "/rates/"
            + format.source()
            + "/pulled="
            + FOLDER.format(at)
            + "/"
            + file.getFileName();
    Configuration hadoop =
        settings.landing().startsWith("file:")
            ? new Configuration()
            : common.spark(settings).sparkContext().hadoopConfiguration();
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(target);
    FileSystem fs = place.getFileSystem(hadoop);
    fs.setWriteChecksum(false);
    org.apache.hadoop.fs.Path unfinished = place.suffix(".tmp"); // which no night reads
    try (OutputStream out = fs.create(unfinished, true)) {
      Files.copy(file, out);
    }
    if (!fs.rename(unfinished, place)) {
      throw new IOException("cannot rename " + unfinished + " to " + place);
    }
    return target;
  }

  private void print(ImportedRates rates, String target) {
    System.out.println(ImportSummary.inWords(file.toString(), rates));
    if (!rates.notSaid().isEmpty()) {
      System.out.println("What a rate card cannot say:");
      byReason(rates)
          .forEach(
              (why, count) ->
                  System.out.println("  %6d  %s".formatted(count, Shown.onOneLine(why))));
      List<NotSaid> named = all ? rates.notSaid() : rates.notSaid().stream().limit(SHOWN).toList();
      System.out.println("Where:");
      named.forEach(thing -> System.out.println("  " + Shown.onOneLine(thing.inWords())));
      if (named.size() < rates.notSaid().size()) {
        System.out.println(
            "  and " + (rates.notSaid().size() - named.size()) + " more; --all names them");
      }
    }
    System.out.println(
        target == null ? "Nothing was laid down (--dry-run)." : "Laid down at " + target);
  }

  /** Counts by reason, whatever the reason names. */
  private static Map<String, Long> byReason(ImportedRates rates) {
    return rates.notSaid().stream()
        .collect(
            Collectors.groupingBy(
                thing ->
                    thing.why().replaceAll("'[^']*'|\\{.*\\}|\\[.*\\]|[0-9]{4}-[-0-9T:Z]+", "…"),
                TreeMap::new,
                Collectors.counting()));
  }

  private Map<String, Object> json(ImportedRates rates, String target) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file.toString());
    json.put("laid_down_at", target);
    json.put("models", rates.models());
    json.put("priced", rates.priced());
    json.put("left_out", rates.leftOut());
    json.put("cards", rates.cards().size());
    json.put("not_said_by_reason", byReason(rates));
    json.put(
        "not_said",
        rates.notSaid().stream()
            .map(
                thing ->
                    Map.of(
                        "path", thing.path(),
                        "model", thing.model(),
                        "consequence", thing.consequence().code(),
                        "why", thing.why()))
            .toList());
    return json;
  }
}
