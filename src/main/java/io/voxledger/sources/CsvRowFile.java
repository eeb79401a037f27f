package io.voxledger.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The records of a CSV file (RFC 4180) below its header, in bounded memory. A cell is text under
 * its column's name, absent when it is blank; {@code quantities.input_text} is {@code input_text}
 * in the object {@code quantities}; a cell that is an object or a list in JSON is one. A record
 * with more cells than the header is a list of cells, no object.
 */
public final class CsvRowFile extends ConvertedRows {
  /** Objects within one another; further dots belong to the name. */
  private static final int DEEPEST = 8;

  private static final JsonMapper JSON = new JsonMapper();
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

  private final LandedContent content;
  private final Bounded text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private List<String> header = List.of();
  private long linesBefore;

  private CsvRowFile(LandedContent content, ReadLimits limits) throws IOException {
    super(limits);
    this.content = content;
    this.text = new Bounded(new InputStreamReader(content, StandardCharsets.UTF_8), limits);
    this.parser = CSVParser.parse(text, FORMAT);
    this.records = parser.iterator();
  }

  /**
   * Begins to read a file.
   *
   * @param stored the file's bytes as they are stored; closed with the cursor
   */
  public static CsvRowFile open(InputStream stored, LandedFormat.Packing packing, ReadLimits limits)
      throws IOException {
    return new CsvRowFile(LandedContent.open(stored, packing, limits), limits);
  }

  @Override
  public boolean next() throws IOException {
    while (hasRecord()) {
      long line = linesBefore + 1;
      CSVRecord record = records.next();
      linesBefore = parser.getCurrentLineNumber();
      text.forget();
      if (record.stream().allMatch(String::isBlank)) {
        continue;
      }
      if (header.isEmpty()) {
        header = record.stream().map(String::strip).toList();
      } else {
        return at(line, json(record));
      }
    }
    return atEnd();
  }

  private boolean hasRecord() throws IOException {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException) {
        throw new UnreadableFile(
            "the CSV cannot be told apart below line " + linesBefore + ": " + e.getMessage(), e);
      }
      throw e.getCause();
    }
  }

  private byte[] json(CSVRecord record) throws IOException {
    if (record.size() > header.size()) {
      return JSON.writeValueAsBytes(record.values());
    }
    ObjectNode row = JSON.createObjectNode();
    for (int i = 0; i < record.size(); i++) {
      String cell = record.get(i).strip();
      if (!cell.isEmpty()) {
        put(row, header.get(i).split("\\.", DEEPEST), cell);
      }
    }
    return JSON.writeValueAsBytes(row);
  }

  /** The first of two columns of one name counts. */
  private static void put(ObjectNode row, String[] path, String cell) {
    ObjectNode object = row;
    int last = path.length - 1;
    for (int i = 0; i < last; i++) {
      JsonNode inner = object.get(path[i]);
      if (inner != null && !inner.isObject()) {
        return;
      }
      object = inner == null ? object.putObject(path[i]) : (ObjectNode) inner;
    }
    if (object.has(path[last])) {
      return;
    }
    if (JsonInText.isStructure(cell)) {
      object.putRawValue(path[last], new RawValue(cell));
    } else {
      object.put(path[last], cell);
    }
  }

  /** A quote that nobody closes would make one record of the rest of the file. */
  private static final class Bounded extends FilterReader {
    private final long limit;
    private long read;

    Bounded(Reader in, ReadLimits limits) {
      super(in);
      this.limit = limits.rowBytes();
    }

    void forget() {
      read = 0;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
      if (read > limit) {
        throw new UnreadableFile(
            "a record is longer than "
                + limit
                + " characters (limits.row_bytes): is a quote open?");
      }
      int more = super.read(into, offset, length);
      read += Math.max(0, more);
      return more;
    }
  }

  @Override
  public String contentHash() throws IOException {
    return content.contentHash();
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
