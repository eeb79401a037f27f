package io.voxledger.rates.imports;

import io.voxledger.measure.Meter;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * What a line of {@link FlatCsvFile} prices.
 *
 * @param onlyAs whether we count it as that meter, see {@link PriceKey}
 */
record CsvMeter(Meter meter, boolean onlyAs) {

  /** Empty when no meter counts it. */
  static Optional<CsvMeter> of(CSVRecord line) {
    String meter = CsvLine.text(line, "meter");
    if (!meter.isEmpty()) {
      return Meter.of(meter).map(known -> new CsvMeter(known, false));
    }
    return switch (CsvLine.text(line, "unit")) {
      case "tokens" -> tokens(line);
      case "characters" -> Optional.of(new CsvMeter(Meter.CHARACTERS, false));
      case "durations" -> Optional.of(new CsvMeter(Meter.AUDIO_SECONDS, false));
      case "requests" -> Optional.of(new CsvMeter(Meter.REQUESTS, false));
      default -> Optional.empty();
    };
  }

  /** The words that say what is priced, for messages. */
  static String words(CSVRecord line) {
    return String.join(
            " ",
            CsvLine.text(line, "meter"),
            CsvLine.text(line, "direction"),
            CsvLine.text(line, "unit"),
            CsvLine.text(line, "modality"))
        .strip();
  }

  private static Optional<CsvMeter> tokens(CSVRecord line) {
    String modality = CsvLine.text(line, "modality");
    return switch (modality) {
      case "reasoning" -> Optional.of(new CsvMeter(Meter.OUTPUT, true));
      case "video" -> meter(line, "_image").map(meter -> new CsvMeter(meter, true));
      default ->
          meter(line, modality.isEmpty() ? "" : "_" + modality)
              .map(meter -> new CsvMeter(meter, false));
    };
  }

  private static Optional<Meter> meter(CSVRecord line, String modality) {
    String ttl = CsvLine.text(line, "ttl");
    return switch (CsvLine.text(line, "cache")) {
      case "read" -> Meter.of("cache_read" + modality);
      case "write" ->
          modality.isEmpty()
              ? Meter.of("cache_write" + (ttl.isEmpty() ? "" : "_" + ttl))
              : Optional.empty();
      default ->
          switch (CsvLine.text(line, "direction")) {
            case "in" -> Meter.of("input" + modality);
            case "out" -> Meter.of("output" + modality);
            default -> Optional.empty();
          };
    };
  }
}
