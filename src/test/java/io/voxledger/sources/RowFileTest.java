package io.voxledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowFileTest {
  private static final ReadLimits LIMITS = ReadLimits.DEFAULT;

  private static ReadLimits limits(int rowBytes, long freeBytes, int expansion) {
    return new ReadLimits(
        rowBytes, freeBytes, expansion, LIMITS.documentBytes(), LIMITS.parquetBytes());
  }

  /** Rows as {@code line:text}, with {@code !} behind a row that is too long. */
  private static List<String> rows(String name, byte[] stored, ReadLimits limits)
      throws IOException {
    List<String> rows = new ArrayList<>();
    try (RowFile file =
        RowFile.open(new Slow(stored), LandedFormat.of(name).orElseThrow(), limits)) {
      while (file.next()) {
        String text = new String(file.buffer(), file.offset(), file.length(), UTF_8);
        rows.add(file.line() + ":" + text + (file.isTooLong() ? "!" : ""));
      }
    }
    return rows;
  }

  private static List<String> rows(String name, String text) throws IOException {
    return rows(name, text.getBytes(UTF_8), LIMITS);
  }

  /** Delivers a few bytes at a time and says that none are available. */
  private static final class Slow extends InputStream {
    private final ByteArrayInputStream bytes;
    private final Random random = new Random(7);

    Slow(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return bytes.read(into, offset, Math.min(length, 1 + random.nextInt(40_000)));
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] zstd(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zstd = new ZstdOutputStreamNoFinalizer(out)) {
      zstd.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void linesEndAtLineFeedsOnlyAndKeepTheirNumbers() throws IOException {
    assertThat(rows("a.jsonl", "a\n\n  \r\nb\r\nc\u2028c\rc\nd"))
        .containsExactly("1:a", "4:b", "5:c\u2028c\rc", "6:d");
    assertThat(rows("a.ndjson", "a\n")).containsExactly("1:a");
    assertThat(rows("a.jsonl", "")).isEmpty();
    assertThat(rows("a.jsonl", "\n\n")).isEmpty();
  }

  @Test
  void aByteOrderMarkAtTheStartIsDropped() throws IOException {
    assertThat(rows("a.jsonl", "\uFEFFa\nb")).containsExactly("1:a", "2:b");
    assertThat(rows("a.json", "\uFEFF{}")).containsExactly("1:{}");
    assertThat(rows("a.jsonl", "é")).containsExactly("1:é");
  }

  @Test
  void aDocumentIsOneRowWhateverItsLayout() throws IOException {
    assertThat(rows("a.json", "{\n\"a\":1\n}\n")).containsExactly("1:{\n\"a\":1\n}\n");
    assertThat(rows("a.json", "")).containsExactly("1:");
  }

  @Test
  void theHashIsThatOfTheStoredBytes() throws Exception {
    byte[] stored = joined(gzip("a\nb\n".getBytes(UTF_8)), new byte[5]);
    byte[] sha = MessageDigest.getInstance("SHA-256").digest(stored);
    assertThat(hash(new Slow(stored), "x.jsonl.gz")).isEqualTo(HexFormat.of().formatHex(sha));
  }

  private static String hash(InputStream stored, String name) throws IOException {
    try (RowFile file = RowFile.open(stored, LandedFormat.of(name).orElseThrow(), LIMITS)) {
      while (file.next()) {
        assertThat(file.length()).isPositive();
      }
      return file.contentHash();
    }
  }

  @Test
  void severalGzipMembersAreOneFile() throws IOException {
    byte[] two = joined(gzip("a\nb".getBytes(UTF_8)), gzip("c\n".getBytes(UTF_8)));
    assertThat(rows("a.jsonl.gz", two, LIMITS)).containsExactly("1:a", "2:bc");
    assertThat(rows("a.jsonl.gz", joined(two, new byte[100]), LIMITS)).hasSize(2);
  }

  @Test
  void severalZstdFramesAreOneFile() throws IOException {
    byte[] two = joined(zstd("a\nb".getBytes(UTF_8)), zstd("c\n".getBytes(UTF_8)));
    assertThat(rows("a.jsonl.zst", two, LIMITS)).containsExactly("1:a", "2:bc");
  }

  @Test
  void anArchiveCutAnywhereIsUnreadable() throws IOException {
    byte[] text = "{\"some\":\"row\"}\n".repeat(50).getBytes(UTF_8);
    byte[] gzip = joined(gzip(text), gzip(text));
    int firstMember = gzip(text).length;
    for (int cut = 0; cut < gzip.length; cut++) {
      byte[] part = Arrays.copyOf(gzip, cut);
      if (cut == firstMember) {
        assertThat(rows("a.jsonl.gz", part, LIMITS)).hasSize(50);
      } else {
        assertThatThrownBy(() -> rows("a.jsonl.gz", part, LIMITS))
            .isInstanceOf(UnreadableFile.class);
      }
    }
    byte[] zstd = zstd(text);
    for (int cut = 0; cut < zstd.length; cut++) {
      byte[] part = Arrays.copyOf(zstd, cut);
      assertThatThrownBy(() -> rows("a.jsonl.zst", part, LIMITS))
          .isInstanceOf(UnreadableFile.class);
    }
  }

  @Test
  void brokenArchivesAreUnreadable() throws IOException {
    byte[] gzip = gzip("some text\n".repeat(20).getBytes(UTF_8));
    byte[] badSum = gzip.clone();
    badSum[badSum.length - 6] ^= 1;
    byte[] garbageBehind = joined(gzip, "garbage".getBytes(UTF_8));
    for (byte[] broken : List.of(badSum, garbageBehind, "no archive".getBytes(UTF_8))) {
      assertThatThrownBy(() -> rows("a.jsonl.gz", broken, LIMITS))
          .isInstanceOf(UnreadableFile.class);
    }
    assertThatThrownBy(() -> rows("a.jsonl.zst", "no archive".getBytes(UTF_8), LIMITS))
        .isInstanceOf(UnreadableFile.class);
  }

  @Test
  void theTruncatedSampleIsUnreadable() throws IOException {
    try (InputStream sample =
        RowFileTest.class.getResourceAsStream("/samples/truncated.jsonl.gz")) {
      assertThatThrownBy(() -> hash(sample, "cut.jsonl.gz"))
          .isInstanceOf(UnreadableFile.class)
          .hasMessageContaining("truncated");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "C3",
        "C328",
        "C080",
        "C1BF",
        "E08080",
        "E282",
        "EDA080",
        "F0808080",
        "F4908080",
        "F5808080",
        "FF",
        "F09F98"
      })
  void whatIsNotUtf8IsUnreadable(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    for (int before = 0; before < 20; before++) {
      byte[] text = joined("x".repeat(before).getBytes(UTF_8), bad, "\nok\n".getBytes(UTF_8));
      byte[] atEnd = joined("x".repeat(before).getBytes(UTF_8), bad);
      assertThatThrownBy(() -> rows("a.jsonl", text, LIMITS)).isInstanceOf(UnreadableFile.class);
      assertThatThrownBy(() -> rows("a.json", atEnd, LIMITS)).isInstanceOf(UnreadableFile.class);
    }
  }

  @Test
  void utf8OfEveryLengthIsReadInAnyChunks() throws IOException {
    String text = "aé～😀\uD7FF\uE000\uFFFD\uDBFF\uDFFF".repeat(30_000);
    assertThat(rows("a.jsonl", text + "\n" + text)).containsExactly("1:" + text, "2:" + text);
  }

  @Test
  void aRowThatIsTooLongDoesNotSpoilTheOthers() throws IOException {
    ReadLimits ten = limits(10, 1 << 20, 10);
    assertThat(rows("a.jsonl", "0123456789\n0123456789x\n\nb".getBytes(UTF_8), ten))
        .containsExactly("1:0123456789", "2:0123456789!", "4:b");
    String huge = "y".repeat(500_000);
    assertThat(rows("a.jsonl", ("a\n" + huge + "\nb\n" + huge).getBytes(UTF_8), ten))
        .containsExactly("1:a", "2:" + "y".repeat(10) + "!", "3:b", "4:" + "y".repeat(10) + "!");
    assertThat(rows("a.json", huge.getBytes(UTF_8), ten)).containsExactly("1:yyyyyyyyyy!");
  }

  @Test
  void rowsOfAllSizesComeOutAsTheyWentIn() throws IOException {
    Random random = new Random(42);
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int line = 1; line <= 300; line++) {
      String row =
          "z".repeat(random.nextInt(10) == 0 ? random.nextInt(300_000) : random.nextInt(200));
      text.append(row).append('\n');
      if (!row.isEmpty()) {
        expected.add(line + ":" + row);
      }
    }
    assertThat(rows("a.jsonl", text.toString())).isEqualTo(expected);
    assertThat(
            rows("a.jsonl.gz", gzip(text.toString().getBytes(UTF_8)), limits(1 << 20, 1 << 30, 9)))
        .isEqualTo(expected);
  }

  @Test
  void aBombIsUnreadable() throws IOException {
    byte[] bomb = gzip(new byte[8 << 20]);
    assertThatThrownBy(() -> rows("a.jsonl.gz", bomb, limits(1 << 10, 1 << 20, 200)))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("200 times");
  }

  @Test
  void failingStorageIsNotAnUnreadableFile() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    assertThatThrownBy(() -> hash(failing, "a.jsonl.gz"))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  @Test
  void namesTellTheFormat() {
    assertThat(LandedFormat.of("a/b.NDJSON.GZ"))
        .contains(new LandedFormat(LandedFormat.Form.JSON_LINES, LandedFormat.Packing.GZIP));
    assertThat(LandedFormat.of("b.csv.zst"))
        .contains(new LandedFormat(LandedFormat.Form.CSV, LandedFormat.Packing.ZSTD));
    assertThat(LandedFormat.of("b.parquet").orElseThrow().form())
        .isEqualTo(LandedFormat.Form.PARQUET);
    assertThat(LandedFormat.of("b.parquet.gz")).isEmpty();
    assertThat(LandedFormat.of("b.txt")).isEmpty();
  }
}
