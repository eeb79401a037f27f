package io.voxledger.sources.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.RowCursor;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.testing.FailingFileSystem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetRowFileTest {
  @TempDir private Path folder;

  /** The one row of a file with one column {@code c}. */
  private String one(String column, Consumer<Group> fill) throws IOException {
    return rows(write("message m { " + column + " }", List.of(fill)), ReadLimits.DEFAULT).get(0);
  }

  private Path write(String schema, List<Consumer<Group>> rows) throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    Path file = folder.resolve(System.nanoTime() + ".parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withType(type)
            .withRowGroupSize(1024L)
            .build()) {
      for (Consumer<Group> fill : rows) {
        Group group = new SimpleGroupFactory(type).newGroup();
        fill.accept(group);
        writer.write(group);
      }
    }
    return file;
  }

  private static List<String> rows(Path file, ReadLimits limits) throws IOException {
    List<String> rows = new ArrayList<>();
    try (RowCursor cursor =
        LandedRows.open(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(), limits)) {
      while (cursor.next()) {
        rows.add(new String(cursor.buffer(), cursor.offset(), cursor.length(), UTF_8));
        assertThat(cursor.line()).isEqualTo(rows.size());
      }
      assertThat(cursor.next()).isFalse();
      assertThat(cursor.contentHash()).hasSize(64);
    }
    return rows;
  }

  @Test
  void numbers_keep_their_digits() throws IOException {
    assertThat(one("required int64 c;", g -> g.add("c", Long.MAX_VALUE)))
        .isEqualTo("{\"c\":9223372036854775807}");
    assertThat(one("required int64 c (INTEGER(64,false));", g -> g.add("c", -1L)))
        .isEqualTo("{\"c\":18446744073709551615}");
    assertThat(one("required int32 c (INTEGER(32,false));", g -> g.add("c", -1)))
        .isEqualTo("{\"c\":4294967295}");
    assertThat(one("required int32 c (DECIMAL(9,2));", g -> g.add("c", 505)))
        .isEqualTo("{\"c\":5.05}");
    assertThat(one("required int64 c (DECIMAL(18,6));", g -> g.add("c", -5_050_000L)))
        .isEqualTo("{\"c\":-5.050000}");
    Binary large =
        Binary.fromConstantByteArray(new BigInteger("12345678901234567890").toByteArray());
    assertThat(one("required binary c (DECIMAL(38,12));", g -> g.add("c", large)))
        .isEqualTo("{\"c\":12345678.901234567890}");
    assertThat(one("required double c;", g -> g.add("c", 5.05))).isEqualTo("{\"c\":5.05}");
    assertThat(one("required float c;", g -> g.add("c", 5.05f))).isEqualTo("{\"c\":5.05}");
  }

  @Test
  void what_is_no_number_in_json_is_text() throws IOException {
    assertThat(one("required double c;", g -> g.add("c", Double.NaN))).isEqualTo("{\"c\":\"NaN\"}");
    assertThat(one("required double c;", g -> g.add("c", Double.NEGATIVE_INFINITY)))
        .isEqualTo("{\"c\":\"-Infinity\"}");
    assertThat(one("required boolean c;", g -> g.add("c", true))).isEqualTo("{\"c\":true}");
  }

  /** 1790000000 is 2026-09-21T14:13:20Z; 2026-09-21 is day 20717. */
  @Test
  void times_are_told_in_utc() throws IOException {
    assertThat(one("required int64 c (TIMESTAMP(MILLIS,true));", g -> g.add("c", 1790000000123L)))
        .isEqualTo("{\"c\":\"2026-09-21T14:13:20.123Z\"}");
    assertThat(
            one("required int64 c (TIMESTAMP(MICROS,false));", g -> g.add("c", 1790000000000001L)))
        .isEqualTo("{\"c\":\"2026-09-21T14:13:20.000001Z\"}");
    assertThat(
            one("required int64 c (TIMESTAMP(NANOS,true));", g -> g.add("c", 1790000000000000001L)))
        .isEqualTo("{\"c\":\"2026-09-21T14:13:20.000000001Z\"}");
    assertThat(one("required int32 c (DATE);", g -> g.add("c", 20717)))
        .isEqualTo("{\"c\":\"2026-09-21\"}");
    NanoTime afternoon = new NanoTime(2_440_588 + 20717, 51_200_000_000_000L);
    assertThat(one("required int96 c;", g -> g.add("c", afternoon)))
        .isEqualTo("{\"c\":\"2026-09-21T14:13:20Z\"}");
  }

  @Test
  void groups_lists_and_maps_are_what_they_mean() throws IOException {
    assertThat(
            one(
                "optional group c { optional binary a (STRING); optional int32 b; }",
                g -> g.addGroup("c").add("a", "x")))
        .isEqualTo("{\"c\":{\"a\":\"x\"}}");
    assertThat(
            one(
                "optional group c (LIST) { repeated group list { optional int32 element; } }",
                g -> {
                  Group list = g.addGroup("c");
                  list.addGroup("list").add("element", 1);
                  list.addGroup("list");
                }))
        .isEqualTo("{\"c\":[1,null]}");
    assertThat(
            one(
                "optional group c (LIST) { repeated int32 element; }",
                g -> {
                  Group list = g.addGroup("c");
                  list.add("element", 1);
                  list.add("element", 2);
                }))
        .isEqualTo("{\"c\":[1,2]}");
    assertThat(
            one(
                "optional group c (MAP) { repeated group key_value { required binary key (STRING); optional int64 value (DECIMAL(18,6)); } }",
                g -> {
                  Group map = g.addGroup("c");
                  Group entry = map.addGroup("key_value");
                  entry.add("key", "input_text");
                  entry.add("value", 3_000_000L);
                  map.addGroup("key_value").add("key", "output_text");
                }))
        .isEqualTo("{\"c\":{\"input_text\":3.000000,\"output_text\":null}}");
    assertThat(one("repeated int32 c;", g -> g.add("c", 7))).isEqualTo("{\"c\":[7]}");
  }

  @Test
  void null_is_absent_and_json_in_text_is_json() throws IOException {
    assertThat(one("optional int32 c;", g -> {})).isEqualTo("{}");
    assertThat(one("required binary c (STRING);", g -> g.add("c", "{\"a\": 1}")))
        .isEqualTo("{\"c\":{\"a\": 1}}");
    assertThat(one("required binary c (STRING);", g -> g.add("c", "{},\"d\":{}")))
        .isEqualTo("{\"c\":\"{},\\\"d\\\":{}\"}");
  }

  @Test
  void rows_of_many_groups_come_in_their_order() throws IOException {
    List<Consumer<Group>> fill = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int n = i;
      fill.add(g -> g.add("c", n));
      expected.add("{\"c\":" + n + "}");
    }
    assertThat(rows(write("message m { required int32 c; }", fill), ReadLimits.DEFAULT))
        .isEqualTo(expected);
  }

  @Test
  void a_row_group_that_is_too_large_is_refused() throws IOException {
    Path file =
        write(
            "message m { required binary c; }",
            List.of(g -> g.add("c", Binary.fromString("x".repeat(2_000)))));
    ReadLimits limits = new ReadLimits(1 << 20, 1 << 20, 200, 1_000, 1 << 20);
    assertThatThrownBy(() -> rows(file, limits))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("limits.document_bytes");
  }

  @Test
  void depth_without_end_is_unreadable() throws IOException {
    int depth = 1_010;
    Path file =
        write(
            "message m { "
                + "optional group c { ".repeat(depth)
                + "optional int32 d; "
                + "} ".repeat(depth + 1),
            List.of(
                g -> {
                  Group inner = g;
                  for (int i = 0; i < depth; i++) {
                    inner = inner.addGroup("c");
                  }
                  inner.add("d", 1);
                }));
    assertThatThrownBy(() -> rows(file, ReadLimits.DEFAULT)).isInstanceOf(UnreadableFile.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PAR1", "PAR1 but no footer", "PAR1PAR1PAR1PAR1", "{}"})
  void what_is_no_parquet_is_unreadable(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.parquet"), content);
    assertThatThrownBy(() -> rows(file, ReadLimits.DEFAULT)).isInstanceOf(UnreadableFile.class);
  }

  @Test
  void a_truncated_or_damaged_file_is_unreadable() throws IOException {
    Path file =
        write("message m { required binary c; }", List.of(g -> g.add("c", Binary.fromString("x"))));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 1; length < whole.length; length += 7) {
      Path cut = folder.resolve("cut-" + length + ".parquet");
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> rows(cut, ReadLimits.DEFAULT)).isInstanceOf(UnreadableFile.class);
    }
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 4, 40, (byte) 0x7F);
    Path broken = Files.write(folder.resolve("damaged.parquet"), damaged);
    assertThatThrownBy(() -> rows(broken, ReadLimits.DEFAULT)).isInstanceOf(UnreadableFile.class);
  }

  @Test
  void damage_makes_other_rows_or_an_unreadable_file_and_nothing_else() throws IOException {
    Path file =
        write(
            "message m { required binary c (STRING); optional group q (MAP) { repeated group key_value { required binary key (STRING); optional double value; } } }",
            List.of(
                g -> {
                  g.add("c", "x");
                  g.addGroup("q").addGroup("key_value").append("key", "k").append("value", 1.5);
                },
                g -> g.add("c", "y")));
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(1);
    int unreadable = 0;
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        rows(Files.write(folder.resolve("damaged.parquet"), damaged), ReadLimits.DEFAULT);
      } catch (UnreadableFile expected) {
        unreadable++;
      }
    }
    assertThat(unreadable).isBetween(50, 199);
  }

  @Test
  void a_file_that_is_gone_is_not_unreadable() {
    assertThatThrownBy(() -> rows(folder.resolve("gone.parquet"), ReadLimits.DEFAULT))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void a_storage_that_fails_says_nothing_of_the_file() throws IOException {
    Path file = write("message m { required int32 c; }", List.of(g -> g.add("c", 7)));
    var path = new org.apache.hadoop.fs.Path(FailingFileSystem.SCHEME + ":" + file);
    LandedFile bill =
        new LandedFile("b.parquet", path.toString(), 1, Instant.EPOCH, null, /* place= */ null);
    Configuration hadoop = new Configuration();
    hadoop.set("fs.fail.impl", FailingFileSystem.class.getName());

    assertThat(
            answersWanted(
                file,
                () -> {
                  try (RowCursor rows = LandedRows.open(path, hadoop, ReadLimits.DEFAULT)) {
                    while (rows.next()) {
                      assertThat(rows.line()).isEqualTo(1);
                    }
                  }
                }))
        .as("for the hash, the footer and the rows")
        .isGreaterThan(5);
    assertThat(
            answersWanted(
                file, () -> LandedParquet.read(bill, hadoop, ReadLimits.DEFAULT).contentHash()))
        .isGreaterThan(5);
  }

  private interface Reading {
    void read() throws IOException;
  }

  /** How many answers of the storage it takes to read a file; with fewer, it is not unreadable. */
  private static int answersWanted(Path file, Reading reading) throws IOException {
    for (int answers = 0; ; answers++) {
      FailingFileSystem.answerOnly(answers, file.getFileName().toString());
      try {
        reading.read();
        return answers;
      } catch (IOException e) {
        assertThat(e).isNotInstanceOf(UnreadableFile.class).hasMessage("503 Slow Down");
      } finally {
        FailingFileSystem.answerOnly(0, "");
      }
    }
  }

  @Test
  void a_bill_keeps_text_that_holds_json() throws IOException {
    Path file =
        write(
            "message m { required binary c (STRING); optional int32 d; }",
            List.of(g -> g.add("c", "{\"a\":\n1}"), g -> g.add("c", "x"), g -> g.add("c", "y")));
    LandedFile bill =
        new LandedFile("b.parquet", file.toUri().toString(), 1, Instant.EPOCH, null, null);

    assertThat(LandedParquet.read(bill, new Configuration(), ReadLimits.DEFAULT).text())
        .isEqualTo("{\"c\":\"{\\\"a\\\":\\n1}\"}\n{\"c\":\"x\"}\n{\"c\":\"y\"}\n");
  }

  @Test
  void a_bill_that_unpacks_to_too_much_is_refused() throws IOException {
    Consumer<Group> row = g -> g.add("c", "x".repeat(400));
    Path file = write("message m { required binary c (STRING); }", List.of(row, row, row));
    LandedFile bill =
        new LandedFile("b.parquet", file.toUri().toString(), 1, Instant.EPOCH, null, null);
    ReadLimits limits = new ReadLimits(1 << 20, 1 << 20, 200, 1_000, 1 << 20);

    assertThatThrownBy(() -> LandedParquet.read(bill, new Configuration(), limits))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("limits.document_bytes")
        .hasMessageContaining("split the export");
  }
}
