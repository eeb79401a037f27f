package io.voxledger.measure;

import static io.voxledger.measure.Basis.BYTES;
import static io.voxledger.measure.Basis.EVENTS;
import static io.voxledger.measure.Basis.MONTHS;
import static io.voxledger.measure.Basis.SECONDS;
import static io.voxledger.measure.Basis.TOKENS;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is counted. Quantities of one record are disjoint: {@code cache_read_text} is never inside
 * {@code input_text}.
 *
 * <p>{@link #INPUT}, {@link #CACHE_READ} and {@link #OUTPUT} name a direction without a modality:
 * rate cards and bills use them, and a usage record holds them only when its modality is not known
 * (it is then unpriced).
 */
public enum Meter {
  INPUT(TOKENS),
  CACHE_READ(TOKENS),
  OUTPUT(TOKENS),
  INPUT_TEXT(TOKENS, INPUT),
  INPUT_AUDIO(TOKENS, INPUT),
  INPUT_IMAGE(TOKENS, INPUT),
  CACHE_READ_TEXT(TOKENS, CACHE_READ),
  CACHE_READ_AUDIO(TOKENS, CACHE_READ),
  CACHE_READ_IMAGE(TOKENS, CACHE_READ),
  CACHE_WRITE(TOKENS),
  CACHE_WRITE_5M(TOKENS, CACHE_WRITE),
  CACHE_WRITE_1H(TOKENS, CACHE_WRITE),
  OUTPUT_TEXT(TOKENS, OUTPUT),
  OUTPUT_AUDIO(TOKENS, OUTPUT),
  OUTPUT_IMAGE(TOKENS, OUTPUT),
  CHARACTERS(Basis.CHARACTERS),
  SESSION_SECONDS(SECONDS),
  AUDIO_SECONDS(SECONDS),
  WEBRTC_SECONDS(SECONDS),
  AGENT_SESSION_SECONDS(SECONDS),
  SIP_SECONDS(SECONDS),
  EGRESS_SECONDS(SECONDS),
  INGRESS_SECONDS(SECONDS),
  RECORDED_AUDIO_SECONDS(SECONDS),
  DOWNSTREAM_BYTES(BYTES),
  OBSERVABILITY_EVENTS(EVENTS),
  REQUESTS(EVENTS),
  PHONE_NUMBER_MONTHS(MONTHS),
  PLAN_MONTHS(MONTHS);

  private static final Map<String, Meter> BY_CODE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Meter::code, Function.identity()));

  private final String code = name().toLowerCase(Locale.ROOT);
  private final Basis basis;
  private final Optional<Meter> generic;

  Meter(Basis basis) {
    this.basis = basis;
    this.generic = Optional.empty();
  }

  Meter(Basis basis, Meter generic) {
    this.basis = basis;
    this.generic = Optional.of(generic);
  }

  /** The lower-case name used in files and tables, for example {@code cache_read_audio}. */
  public String code() {
    return code;
  }

  public Basis basis() {
    return basis;
  }

  /**
   * The meter without the modality ({@code input_audio → input}) or the lifetime ({@code
   * cache_write_5m → cache_write}).
   */
  public Optional<Meter> generic() {
    return generic;
  }

  /** Whether the meter names a direction of tokens but no modality. */
  public boolean isModalityUnknown() {
    return this == INPUT || this == CACHE_READ || this == OUTPUT;
  }

  /** Whether the meter counts tokens read from a prompt cache, of whatever modality. */
  public boolean isCacheRead() {
    return this == CACHE_READ || generic.filter(g -> g == CACHE_READ).isPresent();
  }

  /** Whether the meter counts tokens written to a prompt cache. */
  public boolean isCacheWrite() {
    return this == CACHE_WRITE || generic.filter(g -> g == CACHE_WRITE).isPresent();
  }

  /** The meter of that code, which is case-sensitive. */
  public static Optional<Meter> of(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
