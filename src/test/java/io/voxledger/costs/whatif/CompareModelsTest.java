package io.voxledger.costs.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.costs.whatif.CompareModels.Comparison;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareModelsTest {
  private static ModelSessions sessions(
      String like, String model, long sessions, long minutes, String usd) {
    return new ModelSessions(like, model, sessions, minutes * 60, new BigDecimal(usd));
  }

  @Test
  void kinds_of_sessions_count_by_the_minutes_that_both_spent_in_them() {
    List<Comparison> pairs =
        CompareModels.pairs(
            List.of(
                sessions("acme, short", "openai/a", 10, 20, "20"), // 1.00 a minute
                sessions("acme, short", "google/b", 30, 60, "30"), // 0.50
                sessions("acme, long", "openai/a", 2, 60, "30"), // 0.50
                sessions("acme, long", "google/b", 1, 60, "24"), // 0.40
                sessions("lab, long", "openai/a", 5, 500, "9999"))); // nobody to compare with
    // b: (80 × 0.50 + 120 × 0.40) ÷ 200 = 0.44; a: (80 × 1.00 + 120 × 0.50) ÷ 200 = 0.70
    assertThat(pairs)
        .containsExactly(
            new Comparison(
                "google/b",
                "openai/a",
                31,
                12,
                200 * 60,
                new BigDecimal("0.440000000000"),
                new BigDecimal("0.700000000000")));
  }

  @Test
  void models_that_share_no_kind_of_sessions_are_not_compared() {
    assertThat(
            CompareModels.pairs(
                List.of(
                    sessions("acme, short", "openai/a", 1, 1, "1"),
                    sessions("acme, long", "google/b", 1, 1, "1"),
                    sessions("acme, short", "google/b", 1, 0, "1"))))
        .isEmpty();
  }
}
