package io.voxledger.pricing.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.testing.TestSpark;
import io.voxledger.usage.Flag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Flags of parts, as bits, come together as the sets themselves do. */
class FlagBitsTest {
  @Test
  void bitsOfPartsMakeTheSortedCodesOfTheirUnion() {
    Random random = new Random(3);
    List<Long> parts = new ArrayList<>();
    TreeSet<String> codes = new TreeSet<>();
    for (int part = 0; part < 4; part++) {
      Set<Flag> flags = EnumSet.noneOf(Flag.class);
      random.ints(2, 0, Flag.values().length).mapToObj(i -> Flag.values()[i]).forEach(flags::add);
      parts.add(FlagBits.of(flags));
      flags.forEach(flag -> codes.add(flag.code()));
    }

    assertThat(together(parts)).containsExactlyElementsOf(codes);
  }

  @Test
  void noneAndAllOfThem() {
    assertThat(together(List.of(FlagBits.of(Set.of())))).isEmpty();
    assertThat(together(List.of(FlagBits.of(EnumSet.allOf(Flag.class)))))
        .hasSize(Flag.values().length)
        .isSorted();
  }

  private static List<String> together(List<Long> bits) {
    Dataset<Row> parts =
        TestSpark.session().createDataset(bits, Encoders.LONG()).toDF("flags").coalesce(1);
    return parts.agg(FlagBits.codes("flags")).first().getList(0);
  }
}
