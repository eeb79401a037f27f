package io.voxledger.yaml;

import java.util.Optional;

/** What is wrong in a YAML text, and where; caught where the whole file is judged. */
public final class YamlProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int line;
  private final String reason;
  private final String key;
  private final String nearestKey;

  private YamlProblem(int line, String reason, String key, String nearestKey) {
    super(
        "line "
            + line
            + ": "
            + reason
            + (nearestKey == null ? "" : "; did you mean '" + nearestKey + "'?"));
    this.line = line;
    this.reason = reason;
    this.key = key;
    this.nearestKey = nearestKey;
  }

  /** A problem that no key can be blamed for. */
  public static YamlProblem at(int line, String reason) {
    return new YamlProblem(line, reason, null, null);
  }

  /** A problem with what stands under a key. */
  public static YamlProblem atKey(int line, String key, String reason) {
    return new YamlProblem(line, reason, key, null);
  }

  /** A name that is not known, with the known one that it resembles most, if any does. */
  public static YamlProblem unknown(
      int line, String name, String reason, Optional<String> nearest) {
    return new YamlProblem(line, reason, name, nearest.orElse(null));
  }

  /** Physical line, from 1. */
  public int line() {
    return line;
  }

  /** What is wrong, without the place. */
  public String reason() {
    return reason;
  }

  /** The offending key or name. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  public Optional<String> nearestKey() {
    return Optional.ofNullable(nearestKey);
  }
}
