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
  OPENAI_REALTIME(Scope.SESSION),
  GEMINI_LIVE(Scope.SESSION),
  LIVEKIT_AGENT_METRICS(Scope.SESSION),
  USAGE_RECORD(Scope.GLOBAL),
  LIVEKIT_SESSION_REPORT(Scope.GLOBAL),
  LIVEKIT_WEBHOOK(Scope.GLOBAL),
  LIVEKIT_ANALYTICS(Scope.SESSION),
  COST_UPDATE(Scope.SESSION);

  /** Within what the rows of one identity can be found. */
  private enum Scope {
    SESSION,
    GLOBAL
  }

  private static final Map<String, UsageSource> BY_FOLDER =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(UsageSource::folder, Function.identity()));

  private final String folder = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final Scope scope;

  UsageSource(Scope scope) {
    this.scope = scope;
  }

  /**
   * The folder's name, which is also the source's name in tables: {@code livekit-agent-metrics}.
   */
  public String folder() {
    return folder;
  }

  /**
   * Whether the identity of a row contains its session, so that rows of one identity always share a
   * session.
   */
  public boolean identityIsWithinSession() {
    return scope == Scope.SESSION;
  }

  public static Optional<UsageSource> of(String folder) {
    return Optional.ofNullable(BY_FOLDER.get(folder));
  }
}
