package io.voxledger.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What kind of service was used. */
public enum Kind {
  LLM(CostFamily.AI, false),
  STT(CostFamily.AI, false),
  TTS(CostFamily.AI, false),
  TOOL(CostFamily.AI, false),
  WEBRTC(CostFamily.TRANSPORT, true),
  DATA(CostFamily.TRANSPORT, false),
  SIP(CostFamily.TELEPHONY, true),
  PHONE_NUMBER(CostFamily.TELEPHONY, false),
  AGENT(CostFamily.PLATFORM, true),
  EGRESS(CostFamily.PLATFORM, true),
  INGRESS(CostFamily.PLATFORM, true),
  RECORDING(CostFamily.PLATFORM, false),
  OBSERVABILITY(CostFamily.PLATFORM, false),
  PLAN(CostFamily.PLATFORM, false);

  /** The column of session, project and month costs that a kind adds to. */
  public enum CostFamily {
    AI,
    TRANSPORT,
    TELEPHONY,
    PLATFORM
  }

  private static final Map<String, Kind> BY_CODE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Kind::code, Function.identity()));

  private final String code = name().toLowerCase(Locale.ROOT);
  private final CostFamily family;
  private final boolean resource;

  Kind(CostFamily family, boolean resource) {
    this.family = family;
    this.resource = resource;
  }

  /** The lower-case name used in files and tables. */
  public String code() {
    return code;
  }

  public CostFamily family() {
    return family;
  }

  /**
   * Whether one record is one connection, egress or ingress, which is rounded up to the increment
   * by itself. Other kinds are rounded once per charge.
   */
  public boolean isResource() {
    return resource;
  }

  /** The kind of that code, which is case-sensitive. */
  public static Optional<Kind> of(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
