package io.voxledger.usage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.spark.FactJson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of a row is what is read of it. */
class RowCodecTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_row_comes_back_from_its_bytes(long seed) {
    RandomRows rows = new RandomRows(seed);
    RowCodec codec = new RowCodec();
    List<AcceptedRow> written = new ArrayList<>();
    List<byte[]> bytes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      written.add(rows.row());
      bytes.add(codec.encode(written.get(i)));
    }
    // read after all were written: the codec hands out none of its own memory
    for (int i = 0; i < written.size(); i++) {
      assertThat(RowCodec.decode(bytes.get(i))).isEqualTo(written.get(i));
    }
  }

  @Test
  void equal_rows_have_equal_bytes() {
    AcceptedRow row = new RandomRows(4).row();
    assertThat(new RowCodec().encode(RowCodec.decode(new RowCodec().encode(row))))
        .isEqualTo(new RowCodec().encode(row));
  }

  @Test
  void a_fact_comes_back_from_its_json() {
    RandomRows rows = new RandomRows(5);
    for (int i = 0; i < 1000; i++) {
      SessionFact fact = rows.fact();
      assertThat(FactJson.read(FactJson.write(fact), SessionFact.class)).isEqualTo(fact);
    }
  }

  @Test
  void every_kind_of_fact_is_named_in_its_json() {
    RandomRows rows = new RandomRows(6);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      names.add(FactJson.write(rows.fact()).replaceFirst("\\{\"fact\":\"([a-z_]+)\".*", "$1"));
    }
    assertThat(names.stream().map(name -> name.lines().findFirst().orElseThrow()).distinct())
        .containsExactlyInAnyOrder("webhook", "report", "analytics", "cost_update");
  }

  @Test
  void a_document_comes_back_from_its_json() {
    RandomRows rows = new RandomRows(7);
    for (int i = 0; i < 1000; i++) {
      AcceptedRow row = rows.row();
      Document document = new Document(row.attribution(), row.items(), row.fact());
      assertThat(FactJson.read(FactJson.write(document), Document.class)).isEqualTo(document);
    }
  }

  @Test
  void a_document_without_usage_and_facts_has_neither() {
    Document document = FactJson.read("{\"attribution\":{}}", Document.class);
    assertThat(document.items()).isEmpty();
    assertThat(document.fact()).isEmpty();
    assertThat(document.attribution().sessionId()).isEmpty();
  }

  @Test
  void a_session_event_comes_back_from_its_row_but_for_its_tie_text() {
    RandomRows rows = new RandomRows(8);
    for (int i = 0; i < 300; i++) {
      AcceptedRow row = rows.row();
      Row plain = SessionEventRows.toRow(row, "run");
      Object[] values = new Object[plain.length()];
      for (int column = 0; column < values.length; column++) {
        values[column] = plain.get(column);
      }
      AcceptedRow stored =
          SessionEventRows.toAcceptedRow(new GenericRowWithSchema(values, SessionEventRows.SCHEMA));
      assertThat(stored).usingRecursiveComparison().ignoringFields("rank.tieText").isEqualTo(row);
      assertThat(stored.rank().tieText()).isEqualTo(Optional.empty());
    }
  }
}
