package io.voxledger.sources.bills;

import io.voxledger.billed.BillFile;
import java.util.ArrayList;
import java.util.List;

/**
 * One JSON document of a file.
 *
 * @param line physical, from 1; 1 for a {@code .json} document
 */
record TextRow(long line, String text) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * A {@code .json} file's only row, or the lines of another file that are not blank; lines end at
   * LF only.
   */
  static List<TextRow> of(BillFile file, String text) {
    String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    if (isOneDocument(file.name())) {
      return List.of(new TextRow(1, content));
    }
    List<TextRow> rows = new ArrayList<>();
    long line = 0;
    for (String row : content.split("\n", -1)) {
      line++;
      if (!row.isBlank()) {
        rows.add(new TextRow(line, row));
      }
    }
    return rows;
  }

  /** Whether a file of that name, compressed or not, is one JSON document. */
  static boolean isOneDocument(String name) {
    return name.replaceFirst("\\.(?:gz|zst)$", "").endsWith(".json");
  }
}
