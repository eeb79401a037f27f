package io.voxledger.sources.bills;

import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.UnreadableFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The records of a CSV text (RFC 4180) below its header, each as the object of its cells: text, by
 * column name. Blank cells are absent, so columns may come and go.
 */
final class CsvRows {
  private static final CSVFormat PLAIN =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
  private static final CSVFormat COMMENTED = PLAIN.builder().setCommentMarker('#').get();

  private CsvRows() {}

  /**
   * All rows but the header.
   *
   * @param isCommented whether lines that begin with {@code #} are comments; elsewhere they are
   *     data
   * @throws UnreadableFile when a quote is not closed or stands where none may: what follows cannot
   *     be told apart
   */
  static List<BillRow> of(String text, boolean isCommented) throws UnreadableFile {
    List<CSVRecord> records = new ArrayList<>();
    try (CSVParser parser =
        CSVParser.parse(new StringReader(text), isCommented ? COMMENTED : PLAIN)) {
      parser.forEach(records::add);
    } catch (IOException | UncheckedIOException e) {
      throw new UnreadableFile(
          "the CSV cannot be told apart after record " + records.size() + ": " + e.getMessage(), e);
    }
    return records.isEmpty() ? List.of() : rows(records, new Lines(text, isCommented));
  }

  private static List<BillRow> rows(List<CSVRecord> records, Lines lines) {
    List<String> header = records.get(0).stream().map(String::strip).toList();
    List<BillRow> rows = new ArrayList<>();
    for (int i = 1; i < records.size(); i++) {
      CSVRecord cells = records.get(i);
      int from = lines.startOfRecord((int) cells.getCharacterPosition());
      int to =
          i + 1 < records.size()
              ? (int) records.get(i + 1).getCharacterPosition()
              : lines.text.length();
      long line = lines.lineAt(from);
      String row = lines.text.substring(from, to).stripTrailing();
      rows.add(new BillRow(line, row, () -> object(header, cells)));
    }
    return rows;
  }

  private static JsonObject object(List<String> header, CSVRecord cells) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i).strip();
      if (cell.isEmpty()) {
        continue;
      }
      if (i >= header.size()) {
        throw new RowProblem(
            Reason.NOT_AN_OBJECT,
            "the line has " + cells.size() + " cells, the header " + header.size());
      }
      fields.putIfAbsent(header.get(i), cell);
    }
    return JsonObject.of(fields, JsonObject.DOCUMENT);
  }

  /** Where a text's lines are, asked for in their order. */
  private static final class Lines {
    private final String text;
    private final boolean isCommented;
    private int position;
    private long line = 1;

    Lines(String text, boolean isCommented) {
      this.text = text;
      this.isCommented = isCommented;
    }

    /** Comments and empty lines before a record are counted to it by the parser. */
    int startOfRecord(int from) {
      int start = from;
      while (start < text.length()) {
        int end = text.indexOf('\n', start);
        boolean isComment = isCommented && text.charAt(start) == '#';
        boolean isRecord = !isComment && !isBlank(start, end);
        if (isRecord || end < 0) {
          break;
        }
        start = end + 1;
      }
      return start;
    }

    private boolean isBlank(int start, int end) {
      return text.substring(start, end < 0 ? text.length() : end).isBlank();
    }

    long lineAt(int target) {
      for (; position < target; position++) {
        if (text.charAt(position) == '\n') {
          line++;
        }
      }
      return line;
    }
  }
}
