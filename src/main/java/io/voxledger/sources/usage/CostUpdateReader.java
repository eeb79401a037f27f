package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.dollars;
import static io.voxledger.sources.usage.Fields.quantity;
import static io.voxledger.sources.usage.Fields.text;

import io.voxledger.screening.IgnoredBecause;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.UsageSource;
import java.math.BigDecimal;
import java.time.Instant;

/** An agent's own running estimate of what its session costs. */
final class CostUpdateReader implements UsageReader {
  @Override
  public RowOutcome read(JsonTape row, RowContext context) {
    Envelope envelope = Envelope.of(row);
    Instant observedAt = envelope.requiredObservedAt();
    JsonValue event = envelope.event();
    if (!text(event.field("type")).orElse("").equals("cost_update")) {
      return RowFrame.ignored(IgnoredBecause.NOT_BILLABLE);
    }
    RowFrame frame = new RowFrame(UsageSource.COST_UPDATE, row, context);
    RowFrame.About about = frame.envelopeAbout(envelope.sessionId());
    BigDecimal elapsed = quantity(event.field("elapsed_sec"));
    String identity =
        Identity.of(envelope.sessionId(), about.jobId().orElse(""), withoutTrailingZeros(elapsed));
    return frame.fact(
        about,
        frame.revisable(identity, observedAt),
        new SessionFact.CostUpdate(dollars(event.field("total_usd")), elapsed, observedAt));
  }

  private static String withoutTrailingZeros(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
