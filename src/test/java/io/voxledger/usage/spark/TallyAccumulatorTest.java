package io.voxledger.usage.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.testing.TestSpark;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TallyAccumulatorTest {
  @Test
  void aTaskThatComputesManyPartitionsHandsInTheTallyOfEach() {
    TallyAccumulator tallies = new TallyAccumulator();
    TestSpark.session().sparkContext().register(tallies, "test");
    Dataset<Row> partitions = TestSpark.session().range(0, 12, 1, 6).toDF("key");
    MapPartitionsFunction<Row, String> count = rows -> counted(rows, tallies);

    Dataset<String> counted = partitions.mapPartitions(count, Encoders.STRING());

    counted.coalesce(2).collectAsList(); // three of the six partitions in each task
    assertThat(tallies.total().openConnections()).isEqualTo(12);
    counted.collectAsList(); // the same partitions once more, each in a task of its own
    assertThat(tallies.total().openConnections()).isEqualTo(12);
  }

  private static Iterator<String> counted(Iterator<Row> rows, TallyAccumulator tallies) {
    RowTally tally = new RowTally();
    String first = "";
    while (rows.hasNext()) {
      long key = rows.next().getLong(0);
      first = first.isEmpty() ? Long.toString(key) : first;
      tally.leftOpen(1);
      tally.wrote(LocalDate.EPOCH);
    }
    tallies.add(new TallyAccumulator.OfPartition(first, tally));
    return List.of("").iterator();
  }
}
