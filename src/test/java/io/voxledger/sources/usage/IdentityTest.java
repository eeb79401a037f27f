package io.voxledger.sources.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
  @Test
  void plainPartsStandAsTheyAre() {
    assertThat(Identity.of("RM_1", "item", "0")).isEqualTo("RM_1|item|0");
    assertThat(Identity.of("RM_1", "", "1")).isEqualTo("RM_1||1");
  }

  @ParameterizedTest
  @CsvSource({"a|b,c,a,b|c", "a\\,b,a,\\b", "a\\|b,c,a|b,c", "a,|b,a|,b"})
  void otherPartsNeverGiveTheSame(String first, String second, String other, String another) {
    assertThat(Identity.of(first, second)).isNotEqualTo(Identity.of(other, another));
  }
}
