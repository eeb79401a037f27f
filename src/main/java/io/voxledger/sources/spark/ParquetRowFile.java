package io.voxledger.sources.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.voxledger.sources.ConvertedRows;
import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.UnreadableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** The rows of a Parquet file, one row group in memory at a time; see {@link ParquetJson}. */
final class ParquetRowFile extends ConvertedRows {
  private static final JsonFactory JSON = new JsonFactory();

  private final ParquetFileReader file;
  private final MessageType schema;
  private final String contentHash;
  private RecordReader<Group> records;
  private long left;
  private long row;

  private ParquetRowFile(ParquetFileReader file, String contentHash, ReadLimits limits) {
    super(limits);
    this.file = file;
    this.schema = file.getFileMetaData().getSchema();
    this.contentHash = contentHash;
  }

  /**
   * Begins to read a file.
   *
   * @throws UnreadableFile when it is no Parquet, or a row group of it does not fit into memory
   */
  static ParquetRowFile open(Path path, Configuration hadoop, ReadLimits limits)
      throws IOException {
    String hash = ContentHash.of(path, hadoop); // fails by itself where the storage does
    ParquetFileReader file = footer(path, hadoop);
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
    return new ParquetRowFile(file, hash, limits);
  }

  private static ParquetFileReader footer(Path path, Configuration hadoop) throws UnreadableFile {
    try {
      return ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop));
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw unreadable(e);
    }
  }

  /** What a file says of its own sizes and depth may be absurd; that must not end the night. */
  private static UnreadableFile unreadable(Throwable e) {
    return new UnreadableFile("this is no Parquet file that can be read: " + e.getMessage(), e);
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
      throw unreadable(e);
    }
  }

  private static byte[] json(Group group) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      ParquetJson.write(group, json);
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
