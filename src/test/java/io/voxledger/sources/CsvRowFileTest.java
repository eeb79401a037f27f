package io.voxledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CsvRowFileTest {
  private static final ReadLimits LIMITS = new ReadLimits(50_000, 1 << 20, 200, 1 << 20, 1 << 20);

  /** Rows as {@code line:json}, with {@code !} behind a row that is too long. */
  private static List<String> rows(String name, byte[] stored) throws IOException {
    List<String> rows = new ArrayList<>();
    LandedFormat format = LandedFormat.of(name).orElseThrow();
    try (RowCursor file =
        CsvRowFile.open(new ByteArrayInputStream(stored), format.packing(), LIMITS)) {
      while (file.next()) {
        String text = new String(file.buffer(), file.offset(), file.length(), UTF_8);
        rows.add(file.line() + ":" + (file.isTooLong() ? text.length() + "!" : text));
      }
      assertThat(file.next()).isFalse();
      assertThat(file.contentHash()).hasSize(64);
    }
    return rows;
  }

  private static List<String> rows(String text) throws IOException {
    return rows("a.csv", text.getBytes(UTF_8));
  }

  @Test
  void cells_are_text_by_column_and_blank_ones_are_absent() throws IOException {
    assertThat(rows("\uFEFFusage_id, kind ,model\nu1,llm,m\nu2,,\" m 2 \"\n"))
        .containsExactly(
            "2:{\"usage_id\":\"u1\",\"kind\":\"llm\",\"model\":\"m\"}",
            "3:{\"usage_id\":\"u2\",\"model\":\"m 2\"}");
  }

  @Test
  void a_dot_in_a_name_leads_into_an_object() throws IOException {
    assertThat(rows("usage_id,quantities.input_text,quantities.output_text\nu,3,\nv,,\n"))
        .containsExactly(
            "2:{\"usage_id\":\"u\",\"quantities\":{\"input_text\":\"3\"}}",
            "3:{\"usage_id\":\"v\"}");
  }

  @Test
  void dots_without_end_do_no_harm() throws IOException {
    assertThat(rows("a.b.c.d.e.f.g.h.i.j\n1\n"))
        .containsExactly(
            "2:{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h.i.j\":\"1\"}}}}}}}}");
    assertThat(rows(".".repeat(40_000) + "\n1\n")).hasSize(1);
  }

  @Test
  void a_name_that_is_a_value_and_an_object_is_what_it_is_first() throws IOException {
    assertThat(rows("q,q.x,q\n1,2,3\n")).containsExactly("2:{\"q\":\"1\"}");
    assertThat(rows("q.x,q\n1,2\n")).containsExactly("2:{\"q\":{\"x\":\"1\"}}");
  }

  @Test
  void json_in_a_cell_is_json_only_when_it_is_one_value() throws IOException {
    assertThat(rows("event\n\"{\"\"a\"\": [1.50, null]}\"\n"))
        .containsExactly("2:{\"event\":{\"a\": [1.50, null]}}");
    assertThat(rows("event\n\"{},\"\"project_id\"\":\"\"other\"\"\"\n"))
        .containsExactly("2:{\"event\":\"{},\\\"project_id\\\":\\\"other\\\"\"}");
    assertThat(rows("event\n{broken\n")).containsExactly("2:{\"event\":\"{broken\"}");
  }

  @Test
  void lines_are_physical_ones() throws IOException {
    assertThat(rows("\n\na\n\n\"1\n2\"\n , \r\n3\r\n"))
        .containsExactly("5:{\"a\":\"1\\n2\"}", "8:{\"a\":\"3\"}");
  }

  @Test
  void a_record_with_too_many_cells_is_no_object() throws IOException {
    assertThat(rows("a\n1,2\n3\n")).containsExactly("2:[\"1\",\"2\"]", "3:{\"a\":\"3\"}");
  }

  @Test
  void a_file_without_records_has_no_rows() throws IOException {
    assertThat(rows("")).isEmpty();
    assertThat(rows("a,b\n")).isEmpty();
  }

  @Test
  void it_may_be_packed() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("a\n1\n".getBytes(UTF_8));
    }
    assertThat(rows("a.csv.gz", packed.toByteArray())).containsExactly("2:{\"a\":\"1\"}");
  }

  @Test
  void a_row_that_is_too_long_is_told() throws IOException {
    assertThat(rows("a\n" + "x".repeat(49_999) + "\n2\n"))
        .containsExactly("2:50000!", "3:{\"a\":\"2\"}");
  }

  @Test
  void what_cannot_be_told_apart_is_unreadable() {
    assertThatThrownBy(() -> rows("a\n1\n\"2\"x\n"))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageStartingWith("the CSV cannot be told apart below line 2");
    assertThatThrownBy(() -> rows("a\n\"never closed\n1\n2\n")).isInstanceOf(UnreadableFile.class);
    assertThatThrownBy(() -> rows("a\n\"" + "x\n".repeat(100_000)))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("limits.row_bytes");
    assertThatThrownBy(() -> rows("a.csv.gz", "no archive".getBytes(UTF_8)))
        .isInstanceOf(UnreadableFile.class);
    assertThatThrownBy(() -> rows("a.csv", new byte[] {'a', '\n', (byte) 0xFF, '\n'}))
        .isInstanceOf(UnreadableFile.class);
  }
}
