package io.voxledger.sources.bills;

import io.voxledger.billed.BillFile;
import io.voxledger.sources.LandedFormat;
import io.voxledger.sources.LandedFormat.Form;
import io.voxledger.sources.UnreadableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One row of a file: a JSON document, or a CSV line.
 *
 * @param line physical, from 1; 1 for a {@code .json} document
 * @param text the row as it stands in the file
 * @param content the row as an object; throws {@link io.voxledger.screening.RowProblem}
 */
record BillRow(long line, String text, Supplier<JsonObject> content) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * The rows of a file, by its name: a {@code .json} file's only one, the records of a {@code .csv}
   * file, or the lines of another file that are not blank; lines end at LF only.
   *
   * @throws UnreadableFile when the name tells no format known here, or a CSV file's quotes do not
   *     match
   */
  static List<BillRow> of(BillFile file, String text) throws UnreadableFile {
    String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    return switch (form(file.name())) {
      case JSON -> List.of(json(1, content));
      case JSON_LINES, PARQUET -> lines(content);
      case CSV -> CsvRows.of(content, file.source().folder().equals(LiveKitInvoiceReader.FOLDER));
      case YAML -> throw unknown();
    };
  }

  /** Whether a file of that name, compressed or not, is one JSON document. */
  static boolean isOneDocument(String name) {
    return LandedFormat.of(name).filter(format -> format.form() == Form.JSON).isPresent();
  }

  private static Form form(String name) throws UnreadableFile {
    return LandedFormat.of(name).orElseThrow(BillRow::unknown).form();
  }

  private static UnreadableFile unknown() {
    return new UnreadableFile(
        "a bill's file ends in .json, .jsonl, .ndjson or .csv, then in .gz or .zst if it is packed,"
            + " or in .parquet");
  }

  private static List<BillRow> lines(String content) {
    List<BillRow> rows = new ArrayList<>();
    long line = 0;
    for (String row : content.split("\n", -1)) {
      line++;
      if (!row.isBlank()) {
        rows.add(json(line, row));
      }
    }
    return rows;
  }

  private static BillRow json(long line, String text) {
    return new BillRow(line, text, () -> JsonDocument.object(text));
  }
}
