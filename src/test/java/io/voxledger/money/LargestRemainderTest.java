package io.voxledger.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargestRemainderTest {
  private static Map<String, BigDecimal> weights(String a, String b, String c) {
    return Map.of("a", new BigDecimal(a), "b", new BigDecimal(b), "c", new BigDecimal(c));
  }

  @ParameterizedTest
  @CsvSource({
    // a third each leaves one last digit, which goes to the first of equal remainders
    "1, 1, 1, 1, 0.333333333334, 0.333333333333, 0.333333333333",
    "-1, 1, 1, 1, -0.333333333334, -0.333333333333, -0.333333333333",
    // two digits left: sevenths 1.428…, 2.857…, 2.714… of 7 digits: b, then c
    "0.000000000007, 0.2, 0.4, 0.38, 0.000000000001, 0.000000000003, 0.000000000003",
    "5, 0, 2, 3, 0, 2, 3",
    "0, 1, 2, 3, 0, 0, 0",
    // weights of any scale
    "12, 1E+3, 0.001E+6, 1000.000, 4, 4, 4",
  })
  void shares_are_proportions_and_the_rest_goes_to_the_largest_remainders(
      String amount, String wa, String wb, String wc, String a, String b, String c) {
    Map<String, BigDecimal> shares =
        LargestRemainder.shares(new BigDecimal(amount), weights(wa, wb, wc));
    assertThat(shares.get("a")).isEqualByComparingTo(a);
    assertThat(shares.get("b")).isEqualByComparingTo(b);
    assertThat(shares.get("c")).isEqualByComparingTo(c);
  }

  /** Moving one weight to another key leaves the others' shares, but for a last digit. */
  @Test
  void random_shares_sum_up_and_others_keep_theirs_to_the_last_digit() {
    Random random = new Random(20260901);
    BigDecimal lastDigit = BigDecimal.ONE.movePointLeft(Rounding.COST_SCALE);
    for (int round = 0; round < 500; round++) {
      Map<String, BigDecimal> weights = new TreeMap<>();
      int keys = 3 + random.nextInt(8);
      for (int key = 0; key < keys; key++) {
        weights.put("p" + key, BigDecimal.valueOf(random.nextInt(1_000_000_000), 12));
      }
      BigDecimal amount = BigDecimal.valueOf(random.nextLong() >> 20, 12);
      Map<String, BigDecimal> before = LargestRemainder.shares(amount, weights);
      assertThat(before.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualByComparingTo(amount);

      BigDecimal moved = weights.put("p0", BigDecimal.ZERO);
      weights.merge("p1", moved, BigDecimal::add);
      Map<String, BigDecimal> after = LargestRemainder.shares(amount, weights);
      for (int key = 2; key < keys; key++) {
        assertThat(after.get("p" + key).subtract(before.get("p" + key)).abs())
            .isLessThanOrEqualTo(lastDigit);
      }
    }
  }

  @Test
  void nothing_to_share_by_is_refused() {
    assertThatThrownBy(() -> LargestRemainder.shares(BigDecimal.ONE, weights("0", "0", "0")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LargestRemainder.shares(BigDecimal.ONE, weights("1", "-1", "1")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
