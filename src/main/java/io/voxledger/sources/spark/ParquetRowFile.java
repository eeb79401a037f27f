package io.voxledger.sources.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.voxledger.sources.ConvertedRows;
import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.spark.ParquetJson.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** The rows of a Parquet file, one row group in memory at a time; see {@link ParquetJson}. */
final class ParquetRowFile extends ConvertedRows {
  private static final JsonFactory JSON = new JsonFactory();

  private final ParquetFileReader file;
  private final MessageType schema;
  private final StoredParquet stored;
  private final ParquetJson asJson;
  private final String contentHash;
  private RecordReader<Group> records;
  private long left;
  private long row;

  private ParquetRowFile(
      StoredParquet stored,
      ParquetFileReader file,
      String contentHash,
      ReadLimits limits,
      JsonText jsonText) {
    super(limits);
    this.stored = stored;
    this.file = file;
    this.schema = file.getFileMetaData().getSchema();
    this.contentHash = contentHash;
    this.asJson = new ParquetJson(jsonText);
  }

  /**
   * Begins to read a file.
   *
   * @throws UnreadableFile when it is no Parquet, or a row group of it does not fit into memory
   * @throws IOException when the storage fails, which says nothing about the file
   */
  static ParquetRowFile open(Path path, Configuration hadoop, ReadLimits limits, JsonText jsonText)
      throws IOException {
    String hash = ContentHash.of(path, hadoop);
    StoredParquet stored = StoredParquet.of(path, hadoop);
    ParquetFileReader file = footer(stored, HadoopReadOptions.builder(hadoop, path).build());
    for (BlockMetaData group : file.getRowGroups()) {
      if (group.getTotalByteSize() > limits.documentBytes()) {
        file.close();
        throw new UnreadableFile(
            "a row group unpacks to "
                + group.getTotalByteSize()
                + " bytes, more than "
                + limits.documentBytes()
                + " (limits.document_bytes); write smaller row groups");
      }
    }
    return new ParquetRowFile(stored, file, hash, limits, jsonText);
  }

  private static ParquetFileReader footer(StoredParquet stored, ParquetReadOptions options)
      throws IOException {
    try {
      return ParquetFileReader.open(stored, options);
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw failure(stored, e);
    }
  }

  /** What a file says of its own sizes and depth may be absurd; that must not end the night. */
  private static IOException failure(StoredParquet stored, Throwable e) {
    return stored
        .failure()
        .orElseGet(
            () ->
                new UnreadableFile(
                    "this is no Parquet file that can be read: " + e.getMessage(), e));
  }

  @Override
  public boolean next() throws IOException {
    try {
      while (left == 0) {
        PageReadStore pages = file.readNextRowGroup();
        if (pages == null) {
          return atEnd();
        }
        records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        left = pages.getRowCount();
      }
      left--;
      return at(++row, json(records.read()));
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw failure(stored, e);
    }
  }

  private byte[] json(Group group) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      asJson.write(group, json);
    }
    return bytes.toByteArray();
  }

  @Override
  public String contentHash() {
    return contentHash;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
