package io.voxledger.jobs;

import io.voxledger.screening.Reason;
import io.voxledger.sources.LandedFormat;
import io.voxledger.sources.LandedFormat.Form;
import io.voxledger.sources.LandingPath.Stage;
import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.spark.FileReport;
import io.voxledger.sources.spark.LandedFile;
import io.voxledger.sources.spark.LandedParquet;
import io.voxledger.sources.spark.LandedText;
import io.voxledger.sources.spark.QuarantinedRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;

/** Reads files that are small enough for the driver: rate cards and pages of bills. */
final class SmallFiles {
  private final Intake intake;
  private final Configuration hadoop;
  private final ReadLimits limits;

  SmallFiles(Intake intake, RunContext run) {
    this.intake = intake;
    this.limits = run.settings().limits();
    this.hadoop = run.spark().sparkContext().hadoopConfiguration();
  }

  /** Takes a file of new content in. */
  interface Reader {
    /** Throws {@link UnreadableFile} when none of the file's rows can be used. */
    void read(LandedFile file, LandedText text) throws UnreadableFile;

    /** Takes note of a file of new content none of whose rows can be used. */
    default void unreadable(LandedFile file, String contentHash) {}
  }

  /** Reads files; those whose content is known are not handed on, unreadable ones set aside. */
  void readEach(List<LandedFile> files, Reader reader) {
    for (LandedFile file : files) {
      try {
        LandedText text = open(file);
        if (intake.isNew(file, text.contentHash())) {
          reader.read(file, text);
        }
      } catch (UnreadableFile unreadable) {
        reject(file, unreadable.getMessage(), reader);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file.uri(), e);
      }
    }
  }

  private LandedText open(LandedFile file) throws IOException {
    boolean isParquet =
        LandedFormat.of(file.path()).filter(f -> f.form() == Form.PARQUET).isPresent();
    return isParquet && file.place().stage() == Stage.BILLING
        ? LandedParquet.read(file, hadoop, limits)
        : LandedText.read(file, hadoop, limits);
  }

  private void reject(LandedFile file, String why, Reader reader) {
    String hash = LandedText.hash(file, hadoop);
    if (intake.isNew(file, hash)) {
      reader.unreadable(file, hash);
      intake.tookUnreadable(
          file, new FileReport(file.path(), hash, Optional.of(why), 0, Map.of(), 0));
      intake.reject(
          new QuarantinedRow(
              file.path(),
              OptionalLong.empty(),
              Reason.UNREADABLE_FILE.code(),
              file.place().source(),
              why,
              Optional.empty()));
    }
  }

  /** What reading a file came to. */
  static FileReport report(
      LandedFile file, LandedText text, long rows, Map<String, Long> ignored, long bad) {
    return new FileReport(file.path(), text.contentHash(), Optional.empty(), rows, ignored, bad);
  }
}
