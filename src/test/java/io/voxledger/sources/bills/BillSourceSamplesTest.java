package io.voxledger.sources.bills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.IncompletePull;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every source of bills has a folder among the test resources, {@code bill-sources/<source>}, with
 * a landing area and what follows from it. Here lie the vendor's observed shape, a malformed file,
 * one that restates or repeats, and one with fields of a later version.
 */
class BillSourceSamplesTest {

  static Stream<BillSource> sources() {
    return BillReaders.all().stream().map(BillReader::source);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aSourcesSampleGivesTheLinesThatWereWorkedOutByHand(BillSource source) throws IOException {
    SampleBills sample = SampleBills.of(source);

    assertThat(String.join("\n", sample.lines()))
        .isEqualTo(String.join("\n", sample.expected("lines.csv")));
    assertThat(String.join("\n", sample.quarantined()))
        .isEqualTo(String.join("\n", sample.expected("quarantine.csv")));
    assertThat(sample.settled().incomplete())
        .extracting(IncompletePull::pull)
        .allSatisfy(pull -> assertThat(source.renewal()).isEqualTo(BillSource.Renewal.RESTATING));
  }

  /** The first line of {@code lines.csv} says what all lines that count come to. */
  @ParameterizedTest
  @MethodSource("sources")
  void whatCountsTiesToTheTotalOfTheBill(BillSource source) throws IOException {
    SampleBills sample = SampleBills.of(source);
    BigDecimal used =
        sample.settled().lines().stream()
            .filter(line -> line.standing() == BillStanding.USED)
            .flatMap(line -> line.billedCostUsd().stream())
            .reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(used).isEqualByComparingTo(sample.total());
  }

  @ParameterizedTest
  @MethodSource("sources")
  void everyRowIsAccountedFor(BillSource source) throws IOException {
    SampleBills sample = SampleBills.of(source);

    assertThat(sample.quarantined()).as("a malformed file").isNotEmpty();
    assertThat(sample.rowsRead()).isGreaterThan(sample.quarantined().size());
    assertThat(sample.settled().lines()).extracting(BilledLine::id).doesNotHaveDuplicates();
  }

  /** The order of the table is the order in which one of several sources is used. */
  @Test
  void theReadmeSaysWhatEachSourceIsLikeInTheOrderOfPrecedence() throws IOException {
    assertThat(readmeRows())
        .extracting(cells -> cells.get(0), cells -> cells.get(2), cells -> cells.get(3))
        .containsExactlyElementsOf(
            sources()
                .map(source -> tuple("`" + source.folder() + "`", grain(source), renewal(source)))
                .toList());
  }

  private static List<List<String>> readmeRows() throws IOException {
    return Files.readString(Path.of("README.md"))
        .lines()
        .dropWhile(line -> !line.startsWith("| folder below `billing/` |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> List.of(line.substring(1).strip().split("\\s*\\|\\s*")))
        .toList();
  }

  private static String renewal(BillSource source) {
    return switch (source.renewal()) {
      case RESTATING, RESTATING_IN_PARTS -> "restating";
      case APPEND -> "append";
      case APPEND_COUNTED -> "append, counted";
    };
  }

  private static String grain(BillSource source) {
    return switch (source.grain()) {
      case HOUR -> "hour";
      case DAY -> "day";
      case MONTH -> "month";
      case AS_WRITTEN -> "as written";
    };
  }
}
