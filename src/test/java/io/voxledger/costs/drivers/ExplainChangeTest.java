package io.voxledger.costs.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.costs.drivers.DriverMonth.Sum;
import io.voxledger.costs.drivers.DriverMonth.Use;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainChangeTest {
  private static final Use TOKENS = use("openai", "m", "output_audio");

  private static Use use(String biller, String sku, String meter) {
    return new Use(biller, sku, meter, "default", "base", Optional.empty());
  }

  private static DriverMonth month(long sessions, long seconds, String quantity, String usd) {
    return new DriverMonth(
        sessions, seconds, Map.of(TOKENS, new Sum(new BigDecimal(quantity), new BigDecimal(usd))));
  }

  @ParameterizedTest
  @CsvSource({
    // before: 10 sessions of 10 min, 1,000 tokens for 100 USD
    "20, 12000, 2000, 200, 100, 0, 0, 0", // twice the sessions
    "10, 12000, 2000, 200, 0, 100, 0, 0", // twice as long
    "10, 6000, 2000, 200, 0, 0, 100, 0", // twice the tokens a minute
    "10, 6000, 1000, 200, 0, 0, 0, 100", // twice the price
    // 20 sessions: +100; of 15 min: 100 × 18,000 ÷ 6,000 − 200 = +100; 3,600 tokens at the old 0.10
    // = 360 instead of 300: +60; at 0.08 = 288: −72
    "20, 18000, 3600, 288, 100, 100, 60, -72",
    "0, 0, 0, 0, -100, 0, 0, 0",
    "0, 0, 100, 20, -90, 0, 0, 10", // usage without a session: 100 × 0.10 − 100; 20 − 10
    "5, 0, 1000, 100, -50, 0, 50, 0", // sessions that began in another month
  })
  void each_driver_gets_what_it_changes(
      long sessions,
      long seconds,
      String quantity,
      String usd,
      String bySessions,
      String byMinutes,
      String byIntensity,
      String byPrice) {
    Map<Driver, BigDecimal> drivers =
        ExplainChange.between(
            month(10, 6000, "1000", "100"), month(sessions, seconds, quantity, usd));
    assertThat(drivers.get(Driver.SESSIONS)).isEqualByComparingTo(bySessions);
    assertThat(drivers.get(Driver.MINUTES)).isEqualByComparingTo(byMinutes);
    assertThat(drivers.get(Driver.INTENSITY)).isEqualByComparingTo(byIntensity);
    assertThat(drivers.get(Driver.PRICE)).isEqualByComparingTo(byPrice);
  }

  @Test
  void a_new_project_is_all_sessions() {
    assertThat(ExplainChange.between(DriverMonth.NOTHING, month(3, 60, "7", "2")))
        .containsEntry(Driver.SESSIONS, Rounding.cost(BigDecimal.valueOf(2)))
        .containsEntry(Driver.PRICE, Rounding.cost(BigDecimal.ZERO));
  }

  @Test
  void another_model_is_intensity_for_it_had_no_price_before() {
    DriverMonth now =
        new DriverMonth(
            10,
            6000,
            Map.of(use("google", "g", "output_audio"), new Sum(BigDecimal.TEN, BigDecimal.ONE)));
    assertThat(ExplainChange.between(month(10, 6000, "1000", "100"), now))
        .containsEntry(Driver.INTENSITY, Rounding.cost(BigDecimal.valueOf(-99)));
  }

  @ParameterizedTest
  @CsvSource({
    "flex, base, ", // half the price: 1,000 tokens at 0.05
    "default, long, ",
    "default, base, eu",
  })
  void another_tier_band_or_region_is_another_use_and_no_other_price(
      String tier, String band, String region) {
    Use moved = new Use("openai", "m", "output_audio", tier, band, Optional.ofNullable(region));
    DriverMonth now =
        new DriverMonth(
            10, 6000, Map.of(moved, new Sum(BigDecimal.valueOf(1000), BigDecimal.valueOf(50))));
    assertThat(ExplainChange.between(month(10, 6000, "1000", "100"), now))
        .containsEntry(Driver.INTENSITY, Rounding.cost(BigDecimal.valueOf(-50)))
        .containsEntry(Driver.PRICE, Rounding.cost(BigDecimal.ZERO));
  }

  // a batch job: 1,000 tokens for 100, then 1,500 at 0.12: 500 × 0.10 more use, 1,500 × 0.02 price
  @Test
  void more_use_without_any_session_is_no_more_sessions() {
    assertThat(ExplainChange.between(month(0, 0, "1000", "100"), month(0, 0, "1500", "180")))
        .containsEntry(Driver.SESSIONS, Rounding.cost(BigDecimal.ZERO))
        .containsEntry(Driver.INTENSITY, Rounding.cost(BigDecimal.valueOf(50)))
        .containsEntry(Driver.PRICE, Rounding.cost(BigDecimal.valueOf(30)));
  }

  @Test
  void drivers_sum_up_to_the_change_to_the_last_digit() {
    Random random = new Random(11);
    for (int i = 0; i < 500; i++) {
      DriverMonth before = random(random);
      DriverMonth now = random(random);
      BigDecimal sum =
          ExplainChange.between(before, now).values().stream()
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum).isEqualByComparingTo(now.cost().subtract(before.cost()));
    }
  }

  private static DriverMonth random(Random random) {
    Map<Use, Sum> uses = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      uses.put(
          use("openai", "m" + random.nextInt(3), "input_text"),
          new Sum(
              BigDecimal.valueOf(random.nextInt(1_000_000), 6),
              BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 12)));
    }
    return new DriverMonth(random.nextInt(4), random.nextInt(1000), uses);
  }
}
