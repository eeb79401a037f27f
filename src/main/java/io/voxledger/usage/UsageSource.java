package io.voxledger.usage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A folder below {@code <landing>/usage}. The order is the precedence in which one of several
 * sources of the same usage is used: the first that has a record of known modality.
 */
public enum UsageSource {
  OPENAI_REALTIME,
  GEMINI_LIVE,
  LIVEKIT_AGENT_METRICS,
  USAGE_RECORD,
  LIVEKIT_SESSION_REPORT,
  LIVEKIT_WEBHOOK,
  LIVEKIT_ANALYTICS,
  COST_UPDATE;

  /** Within what the rows of one identity can be found. */
  private static final Map<String, UsageSource> BY_FOLDER =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(UsageSource::folder, Function.identity()));

  private final String folder = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /**
   * The folder's name, which is also the source's name in tables: {@code livekit-agent-metrics}.
   */
  public String folder() {
    return folder;
  }

  public static Optional<UsageSource> of(String folder) {
    return Optional.ofNullable(BY_FOLDER.get(folder));
  }
}
