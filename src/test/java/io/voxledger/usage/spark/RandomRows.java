package io.voxledger.usage.spark;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.time.Timestamps;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.Attribution;
import io.voxledger.usage.Flag;
import io.voxledger.usage.RowOrigin;
import io.voxledger.usage.RowRank;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.SessionFact.Analytics;
import io.voxledger.usage.SessionFact.AnalyticsParticipant;
import io.voxledger.usage.SessionFact.CostUpdate;
import io.voxledger.usage.SessionFact.Participant;
import io.voxledger.usage.SessionFact.Report;
import io.voxledger.usage.SessionFact.Room;
import io.voxledger.usage.SessionFact.Stream;
import io.voxledger.usage.SessionFact.Webhook;
import io.voxledger.usage.UsageItem;
import io.voxledger.usage.UsageSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Seeded rows of every shape: each optional part is there or not, numbers reach their bounds. */
final class RandomRows {
  private static final List<String> TEXTS =
      List.of(
          "",
          "RM_1",
          "ünï-\uD83D\uDE00",
          "a\"b\\c\n\u0000d",
          "x".repeat(3000),
          "2026-09-21T12:00:00Z",
          "null");

  private final Random random;

  RandomRows(long seed) {
    random = new Random(seed);
  }

  String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> List<T> some(Supplier<T> value) {
    List<T> values = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      values.add(value.get());
    }
    return values;
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** From 1970 to 9999, in whole microseconds. */
  Instant instant() {
    return switch (random.nextInt(4)) {
      case 0 -> Instant.EPOCH;
      case 1 -> Instant.parse("9999-12-31T23:59:59.999999Z");
      default -> Timestamps.ofMicros(1_700_000_000_000_000L + random.nextInt());
    };
  }

  /** Up to what fits DECIMAL(20,6). */
  private BigDecimal quantity() {
    return switch (random.nextInt(4)) {
      case 0 -> new BigDecimal("99999999999999.999999");
      case 1 -> new BigDecimal("0.000001");
      case 2 -> BigDecimal.valueOf(random.nextInt(300_000));
      default -> new BigDecimal(new BigInteger(60, random), 6);
    };
  }

  Quantities quantities() {
    Quantities.Builder quantities = Quantities.builder();
    Set<Meter> meters = EnumSet.noneOf(Meter.class);
    some(() -> any(Meter.values())).forEach(meters::add);
    meters.forEach(meter -> quantities.add(meter, quantity()));
    return quantities.build();
  }

  private Set<Flag> flags() {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(some(() -> any(Flag.values())));
    return flags;
  }

  UsageItem item(String part) {
    return new UsageItem(
        part,
        any(Kind.values()),
        text(),
        maybe(this::text),
        maybe(this::text),
        text(),
        maybe(this::text),
        maybe(this::text),
        random.nextBoolean() ? OptionalLong.of(random.nextLong() >>> 1) : OptionalLong.empty(),
        quantities(),
        flags());
  }

  SessionFact fact() {
    return switch (random.nextInt(4)) {
      case 0 ->
          new Webhook(
              text(),
              instant(),
              maybe(() -> new Room(text(), text(), maybe(this::instant), Map.of("k", text()))),
              maybe(
                  () ->
                      new Participant(
                          text(),
                          maybe(this::instant),
                          text(),
                          some(this::text),
                          maybe(this::text))),
              maybe(
                  () ->
                      new Stream(
                          text(),
                          text(),
                          text(),
                          maybe(this::instant),
                          maybe(this::instant),
                          maybe(this::instant))),
              maybe(this::text));
      case 1 -> new Report(instant(), maybe(this::text));
      case 2 ->
          new Analytics(
              random.nextBoolean(),
              instant(),
              maybe(this::instant),
              quantity(),
              some(
                  () ->
                      new AnalyticsParticipant(
                          text(), maybe(this::instant), maybe(this::instant))));
      default -> new CostUpdate(quantity(), quantity(), instant());
    };
  }

  Attribution attribution() {
    return new Attribution(
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text));
  }

  AcceptedRow row() {
    UsageSource source = any(UsageSource.values());
    long recency = random.nextInt(3) == 0 ? RowRank.NO_REVISION : random.nextLong();
    return new AcceptedRow(
        source,
        text(),
        new RowRank(recency, instant(), "%032x".formatted(random.nextLong()), maybe(this::text)),
        new RowOrigin(text(), text(), 1L + random.nextInt(Integer.MAX_VALUE)),
        attribution(),
        some(() -> item(text())),
        maybe(this::fact));
  }

  /** A row that is one record by itself, as event logs and {@code usage-record} give them. */
  AcceptedRow rowOfOneItem(UsageSource source, int number) {
    AcceptedRow row = row();
    return new AcceptedRow(
        source,
        "id-" + number,
        row.rank(),
        row.origin(),
        row.attribution(),
        List.of(item("")),
        Optional.empty());
  }
}
