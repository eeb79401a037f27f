package io.voxledger.pricing;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Builds the facts of one use; a test states only what matters to it. */
final class Use {
  private final String biller;
  private final String model;
  private Kind kind = Kind.LLM;
  private String account = "default";
  private String tier;
  private String region;
  private Instant usedAt = Instant.parse("2026-09-02T12:00:00Z");
  private OptionalLong context = OptionalLong.empty();
  private final Quantities.Builder quantities = Quantities.builder();

  private Use(String biller, String model) {
    this.biller = biller;
    this.model = model;
  }

  static Use of(String biller, String model) {
    return new Use(biller, model);
  }

  Use kind(Kind value) {
    kind = value;
    return this;
  }

  Use account(String value) {
    account = value;
    return this;
  }

  Use tier(String value) {
    tier = value;
    return this;
  }

  Use region(String value) {
    region = value;
    return this;
  }

  Use at(String value) {
    usedAt = Instant.parse(value);
    return this;
  }

  Use context(long value) {
    context = OptionalLong.of(value);
    return this;
  }

  Use with(Meter meter, String quantity) {
    quantities.add(meter, new BigDecimal(quantity));
    return this;
  }

  UsageFacts facts() {
    return new UsageFacts(
        biller,
        account,
        model,
        kind,
        Optional.ofNullable(tier),
        Optional.ofNullable(region),
        usedAt,
        context,
        quantities.build());
  }
}
