package io.voxledger.sources.usage;

import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.PersonalData;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.usage.ProviderAliases;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.UsageSource;
import java.nio.ByteBuffer;

/** The reader of each usage source. */
public final class UsageReaders {
  private UsageReaders() {}

  /**
   * The reader of a source's rows. It never throws {@link RowProblem}: a bad row, also one that is
   * no object, is {@link RowOutcome.Quarantined}.
   *
   * @param aliases tells whose thinking tokens are missing from the completion
   */
  public static UsageReader of(UsageSource source, ProviderAliases aliases) {
    UsageReader reader = bare(source, aliases);
    return (row, context) -> {
      try {
        if (!row.root().isObject()) {
          throw new RowProblem(Reason.NOT_AN_OBJECT, "the row is " + Fields.described(row.root()));
        }
        return reader.read(row, context);
      } catch (RowProblem problem) {
        return quarantined(problem);
      }
    };
  }

  /**
   * Parses a row into the tape and judges it.
   *
   * @param utf8 the row's bytes; not kept
   */
  public static RowOutcome judge(
      UsageReader reader, JsonTape tape, ByteBuffer utf8, RowContext context) {
    try {
      tape.read(utf8.array(), utf8.arrayOffset() + utf8.position(), utf8.remaining());
    } catch (RowProblem problem) {
      return quarantined(problem);
    }
    return reader.read(tape, context);
  }

  private static RowOutcome quarantined(RowProblem problem) {
    return new RowOutcome.Quarantined(problem.reason(), PersonalData.mask(problem.getMessage()));
  }

  private static UsageReader bare(UsageSource source, ProviderAliases aliases) {
    return switch (source) {
      case OPENAI_REALTIME -> new OpenAiRealtimeReader();
      case GEMINI_LIVE -> new GeminiLiveReader();
      case LIVEKIT_AGENT_METRICS -> new AgentMetricsReader(aliases);
      case USAGE_RECORD -> new UsageRecordReader();
      case LIVEKIT_SESSION_REPORT -> new SessionReportReader();
      case LIVEKIT_WEBHOOK -> new WebhookReader();
      case LIVEKIT_ANALYTICS -> new AnalyticsReader();
      case COST_UPDATE -> new CostUpdateReader();
    };
  }
}
