package io.voxledger.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Long documents in a column of text. Bills and price lists repeat themselves: zipped they take a
 * tenth of the memory, wherever Spark carries the row.
 */
public final class ZippedText {
  private static final String MARK = "gzip,base64:";

  private ZippedText() {}

  /** What a document is written by. */
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  public static String of(String document) {
    return of(out -> out.write(document.getBytes(UTF_8)));
  }

  /** The column's text for what is written. */
  public static String of(Writer document) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      document.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a document", e);
    }
    return MARK + Base64.getEncoder().encodeToString(zipped.toByteArray());
  }

  /** The document, in UTF-8; one that was not zipped too, as earlier versions wrote them. */
  public static InputStream open(String column) throws IOException {
    return column.startsWith(MARK)
        ? new GZIPInputStream(
            new ByteArrayInputStream(Base64.getDecoder().decode(column.substring(MARK.length()))))
        : new ByteArrayInputStream(column.getBytes(UTF_8));
  }

  /** The document's text. */
  public static String read(String column) {
    try (InputStream in = open(column)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a stored document", e);
    }
  }
}
