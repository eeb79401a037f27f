package io.voxledger.sources.usage;

import static io.voxledger.screening.Reason.UNKNOWN_METER;
import static io.voxledger.screening.Reason.UNKNOWN_TYPE;
import static io.voxledger.sources.usage.Fields.quantity;
import static io.voxledger.sources.usage.Fields.requiredText;
import static io.voxledger.sources.usage.Fields.text;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.json.JsonValue;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.UsageItem;
import io.voxledger.usage.UsageSource;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;

/** Voxledger's own neutral form, for usage that no other source knows. */
final class UsageRecordReader implements UsageReader {
  private static final Set<String> KEYS =
      Set.of(
          "usage_id",
          "used_at",
          "session_id",
          "job_id",
          "room",
          "project_id",
          "provider",
          "biller",
          "route",
          "account",
          "kind",
          "model",
          "service_tier",
          "region",
          "context_tokens",
          "revised_at",
          "quantities");

  @Override
  public RowOutcome read(JsonTape row, RowContext context) {
    JsonValue root = row.root();
    String usageId = requiredText(root, "usage_id");
    Instant usedAt = Fields.requiredInstant(root, "used_at");
    RowFrame frame = new RowFrame(UsageSource.USAGE_RECORD, row, context);
    RowFrame.About about =
        new RowFrame.About(
            text(root.field("session_id")), text(root.field("job_id")), text(root.field("room")));
    return frame.usage(about, frame.revisableWhole(KEYS, usageId, usedAt), item(root));
  }

  private static UsageItem item(JsonValue root) {
    String provider = requiredText(root, "provider");
    String kindCode = requiredText(root, "kind");
    String model = requiredText(root, "model");
    Kind kind =
        Kind.of(kindCode)
            .orElseThrow(
                () -> new RowProblem(UNKNOWN_TYPE, "kind '" + kindCode + "' is not known"));
    JsonValue context = root.field("context_tokens");
    return new UsageItem(
        "",
        kind,
        provider,
        text(root.field("biller")),
        text(root.field("route")),
        model,
        text(root.field("service_tier")),
        text(root.field("region")),
        context.isAbsent() ? OptionalLong.empty() : Fields.whole(quantity(context)),
        quantities(root.field("quantities")),
        Set.of());
  }

  private static Quantities quantities(JsonValue byMeter) {
    if (!byMeter.isObject()) {
      throw Fields.missing("quantities");
    }
    Quantities.Builder quantities = Quantities.builder();
    byMeter.fields().forEach((code, value) -> quantities.add(meter(code), quantity(value)));
    return quantities.build();
  }

  /** A direction of tokens without a modality is for bills and rate cards, not for usage. */
  private static Meter meter(String code) {
    return Meter.of(code)
        .filter(meter -> !meter.isModalityUnknown())
        .orElseThrow(() -> new RowProblem(UNKNOWN_METER, "meter '" + code + "' is not known"));
  }
}
