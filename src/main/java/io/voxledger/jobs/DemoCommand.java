package io.voxledger.jobs;

import io.voxledger.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code voxledger demo}: the sample landing area in a folder of one's own, and the night on it.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Copies the sample landing area and settings to a folder and runs the night there.",
    footer = {"", "Example:", "  jobs/voxledger demo /tmp/voxledger-demo"})
final class DemoCommand implements Callable<Integer> {
  private static final LocalDate SAMPLE_DATE = LocalDate.of(2026, 9, 30);

  @Mixin private RunOptions common;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      arity = "0..1",
      description = "where to copy (default: voxledger-demo)")
  private Path folder = Path.of("voxledger-demo");

  @Override
  public Integer call() throws Exception {
    if (common.namesPlaces()) {
      throw new Voxledger.WrongUsage(
          "demo has its own settings, landing area and warehouse, below "
              + folder
              + "; leave out --conf, --landing and --warehouse");
    }
    if (Files.exists(folder.resolve("conf"))) {
      throw new Voxledger.WrongUsage(
          folder
              + " has a demo already; run `nightly --conf "
              + folder.resolve("conf/voxledger.yaml")
              + "`, or name another folder");
    }
    Path home = home(common);
    copy(home.resolve("conf"), folder.resolve("conf"));
    copy(home.resolve("src/main/resources/sample/landing"), folder.resolve("landing"));
    Path settings = folder.resolve("conf/voxledger.yaml");
    String text = Files.readString(settings);
    Files.writeString(settings, text.replaceFirst("(?m)^landing: .*$", "landing: file:../landing"));
    RunContext context =
        common.context("demo", SettingsReader.read(settings), Optional.of(SAMPLE_DATE));
    RunReport report = NightlyRun.run(context, RunPlan.nightly(), common.clock());
    Summary.print(context, report, common.isJson());
    return report.exitCode().code();
  }

  private static Path home(RunOptions common) {
    Path home = Path.of(common.environment("VOXLEDGER_HOME").orElse(""));
    if (!Files.isDirectory(home.resolve("src/main/resources/sample/landing"))) {
      throw new Voxledger.WrongUsage(
          "the sample is not at "
              + home.toAbsolutePath()
              + "; run jobs/voxledger of a checkout, or set VOXLEDGER_HOME to one");
    }
    return home;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(dir).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
