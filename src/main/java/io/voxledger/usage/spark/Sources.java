package io.voxledger.usage.spark;

import io.voxledger.usage.UsageSource;
import java.util.EnumSet;
import java.util.Set;

/** How the rows of a source travel through a night. */
final class Sources {
  private static final Set<UsageSource> EVENT_LOGS =
      EnumSet.of(
          UsageSource.OPENAI_REALTIME, UsageSource.GEMINI_LIVE, UsageSource.LIVEKIT_AGENT_METRICS);

  private Sources() {}

  /**
   * Whether versions of a row always share a session, and there are many of them: they are compared
   * while their session is settled. Rows of other sources are few, or may move between sessions,
   * and are compared before.
   */
  static boolean isEventLog(UsageSource source) {
    return EVENT_LOGS.contains(source);
  }

  /** Whether rows are kept in {@code session_event}, not in {@code usage_record}. */
  static boolean isSessionEvent(UsageSource source) {
    return !isEventLog(source) && source != UsageSource.USAGE_RECORD;
  }
}
