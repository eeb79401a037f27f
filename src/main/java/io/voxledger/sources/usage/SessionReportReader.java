package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.objects;
import static io.voxledger.sources.usage.Fields.requiredText;
import static io.voxledger.sources.usage.Fields.text;

import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.time.Timestamps;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.UsageItem;
import io.voxledger.usage.UsageSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Session reports of livekit-agents, Python from 1.5 on and JavaScript. A report tells that its
 * session is over, with or without usage. What was said in it is not looked at.
 *
 * @see <a href="https://docs.livekit.io/deploy/observability/data/">Session reports</a>
 */
final class SessionReportReader implements UsageReader {
  @Override
  public RowOutcome read(JsonTape row, RowContext context) {
    JsonValue report = row.root();
    String jobId = requiredText(report, "job_id");
    String roomId = requiredText(report, "room_id");
    Instant timestamp = Fields.requiredInstant(report, "timestamp");
    RowFrame frame = new RowFrame(UsageSource.LIVEKIT_SESSION_REPORT, row, context);
    return frame.accepted(
        new RowFrame.About(Optional.of(roomId), Optional.of(jobId), text(report.field("room"))),
        new RowFrame.Version(jobId, Timestamps.toMicros(timestamp), timestamp, Optional.empty()),
        items(report),
        Optional.of(new SessionFact.Report(timestamp, text(report.field("agent_name")))));
  }

  private static List<UsageItem> items(JsonValue report) {
    List<UsageItem> metered = new ArrayList<>();
    List<JsonValue> items = objects(report.field("usage"));
    for (int i = 0; i < items.size(); i++) {
      ReportItem.of(items.get(i), report)
          .metered(i)
          .filter(item -> !item.quantities().isEmpty())
          .ifPresent(metered::add);
    }
    return metered;
  }
}
