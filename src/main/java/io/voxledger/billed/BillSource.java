package io.voxledger.billed;

import static io.voxledger.billed.BillSource.Grain.AS_WRITTEN;
import static io.voxledger.billed.BillSource.Grain.DAY;
import static io.voxledger.billed.BillSource.Grain.MONTH;
import static io.voxledger.billed.BillSource.Renewal.APPEND;
import static io.voxledger.billed.BillSource.Renewal.RESTATING;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A folder below {@code <landing>/billing}. The order is the precedence in which one of several
 * sources of the same biller, account and period is used.
 */
public enum BillSource {
  OPENAI_COSTS("openai", RESTATING, DAY),
  OPENAI_COSTS_CSV("openai", RESTATING, DAY),
  OPENAI_USAGE("openai", RESTATING, DAY),
  ANTHROPIC_COSTS("anthropic", RESTATING, DAY),
  GCP_BILLING("", APPEND, DAY, ZoneId.of("America/Los_Angeles")),
  LIVEKIT_INVOICE("livekit", RESTATING, MONTH),
  DEEPGRAM_BILLING("deepgram", RESTATING, DAY),
  TWILIO_USAGE("twilio", RESTATING, DAY),
  TWILIO_CALLS("twilio", APPEND, DAY),
  TELNYX("telnyx", APPEND, DAY),
  XAI("xai", APPEND, DAY),
  FOCUS("", RESTATING, AS_WRITTEN),
  BILLED_LINE("", RESTATING, AS_WRITTEN);

  /** How a later export changes what an earlier one said. */
  public enum Renewal {
    /** The newest complete pull that contains a period provides all its lines. */
    RESTATING,
    /** Every line stands by itself; the newest version of one identity counts. */
    APPEND
  }

  /** How long the periods of a source's lines are. */
  public enum Grain {
    DAY,
    MONTH,
    AS_WRITTEN
  }

  private static final Map<String, BillSource> BY_FOLDER =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(BillSource::folder, Function.identity()));

  private final Optional<String> biller;
  private final Renewal renewal;
  private final Grain grain;
  private final ZoneId zone;

  BillSource(String biller, Renewal renewal, Grain grain) {
    this(biller, renewal, grain, ZoneOffset.UTC);
  }

  BillSource(String biller, Renewal renewal, Grain grain, ZoneId zone) {
    this.biller = Optional.of(biller).filter(b -> !b.isEmpty());
    this.renewal = renewal;
    this.grain = grain;
    this.zone = zone;
  }

  /** The folder's name, which is also the source's name in tables: {@code openai-costs}. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Who sends these bills; empty where each line says it. */
  public Optional<String> biller() {
    return biller;
  }

  public Renewal renewal() {
    return renewal;
  }

  public Grain grain() {
    return grain;
  }

  /** The days that a line's period touches, in the time zone in which this source cuts its days. */
  public BillingPeriod billingPeriod(BillPeriod period) {
    LocalDate first = period.start().atZone(zone).toLocalDate();
    Instant lastMoment = period.end().minusNanos(1);
    return new BillingPeriod(first, lastMoment.atZone(zone).toLocalDate().plusDays(1));
  }

  /** The source of that folder, which is case-sensitive. */
  public static Optional<BillSource> of(String folder) {
    return Optional.ofNullable(BY_FOLDER.get(folder));
  }

  /** Whether a biller is known to bill by the month. */
  public static boolean billsByMonth(String biller) {
    return Arrays.stream(values())
        .filter(source -> source.biller.filter(biller::equals).isPresent())
        .anyMatch(source -> source.grain == MONTH);
  }
}
