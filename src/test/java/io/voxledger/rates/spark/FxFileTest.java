package io.voxledger.rates.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.voxledger.rates.spark.FxFile.BadLine;
import org.junit.jupiter.api.Test;

class FxFileTest {
  @Test
  void aLineThatCannotBeReadTakesNoOtherWithIt() {
    FxFile file =
        FxFile.read(
            "\uFEFFdate,currency,usd\r\n2026-11-10,EUR,1.10\r\n\r\n2026-11-11,TRY,n/a\r\n2026-11-11,eur, 1.12 ,\r\nx\r\n");

    assertThat(file.rates())
        .extracting(rate -> rate.date() + " " + rate.currency() + " " + rate.usd())
        .containsExactly("2026-11-10 EUR 1.10", "2026-11-11 EUR 1.12");
    assertThat(file.bad()).extracting(BadLine::number).containsExactly(4L, 6L);
    assertThat(file.bad().get(0).problem()).isEqualTo("usd: 'n/a' is not a number");
    assertThat(file.bad().get(0).text()).isEqualTo("2026-11-11,TRY,n/a");
  }

  @Test
  void aFileThatIsNoSuchTableIsRefusedWhole() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FxFile.read("day,currency,usd\n2026-11-10,EUR,1.10\n"))
        .withMessage("line 1: no column date");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FxFile.read("date,currency,usd\n2026-11-10,\"EUR,1.10\n"))
        .withMessageStartingWith("no CSV: ");
  }
}
