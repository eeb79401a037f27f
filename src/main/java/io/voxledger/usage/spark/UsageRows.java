package io.voxledger.usage.spark;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.Attribution;
import io.voxledger.usage.Flag;
import io.voxledger.usage.RowOrigin;
import io.voxledger.usage.RowRank;
import io.voxledger.usage.SettledRecord;
import io.voxledger.usage.UsageItem;
import io.voxledger.usage.UsageRecord;
import io.voxledger.usage.UsageSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Usage records as rows of {@code usage_record}, and back. The order of columns is that of the
 * table's declaration.
 */
public final class UsageRows {
  private static final String[] NO_CODES = {};

  private UsageRows() {}

  /** The row of a settled record. */
  public static Row toRow(SettledRecord settled, String runId) {
    UsageRecord record = settled.record();
    RowOrigin origin = settled.row().origin();
    RowRank rank = settled.row().rank();
    return RowFactory.create(
        record.source().folder(),
        record.usageId(),
        origin.file(),
        origin.line(),
        record.sessionId().orElse(null),
        record.jobId().orElse(null),
        record.projectId(),
        record.room().orElse(null),
        record.kind().code(),
        record.provider(),
        record.route(),
        record.biller(),
        record.account(),
        record.model(),
        record.serviceTier().orElse(null),
        record.region().orElse(null),
        record.usedAt(),
        record.usageDate(),
        record.contextTokens().isPresent() ? record.contextTokens().getAsLong() : null,
        byCode(record.quantities()),
        record.standing().code(),
        codes(record.flags()),
        origin.contentHash(),
        rank.recency(),
        rank.digest(),
        rank.tieText().orElse(null),
        reported(settled),
        runId);
  }

  private static Row reported(SettledRecord settled) {
    UsageItem item = settled.item();
    Attribution attribution = settled.row().attribution();
    return RowFactory.create(
        item.provider(),
        item.biller().orElse(null),
        item.route().orElse(null),
        attribution.projectId().orElse(null),
        attribution.folderProject().orElse(null),
        attribution.account().orElse(null));
  }

  /** Quantities by the meter's code, as Spark's encoders take a map. */
  public static scala.collection.Map<String, BigDecimal> byCode(Quantities quantities) {
    Map<String, BigDecimal> byCode = new HashMap<>();
    quantities.asMap().forEach((meter, quantity) -> byCode.put(meter.code(), quantity));
    return CollectionConverters.asScala(byCode);
  }

  /** The codes of flags, sorted. */
  public static String[] codes(Set<Flag> flags) {
    return flags.isEmpty()
        ? NO_CODES
        : flags.stream().map(Flag::code).sorted().toArray(String[]::new);
  }

  /**
   * The row of an event log or {@code usage-record} source, as it was before its session was
   * settled; the session's project and the flag that tells of several are left out.
   */
  public static AcceptedRow toAcceptedRow(Row row) {
    Row reported = row.getAs("reported");
    Set<Flag> flags = flags(row, row.fieldIndex("flags"));
    flags.remove(Flag.SEVERAL_PROJECTS);
    UsageItem item =
        new UsageItem(
            "",
            Kind.of(row.getAs("kind")).orElseThrow(),
            reported.getAs("provider"),
            text(reported, "biller"),
            text(reported, "route"),
            row.getAs("model"),
            text(row, "service_tier"),
            text(row, "region"),
            context(row),
            quantities(row, row.fieldIndex("quantities")),
            flags);
    return new AcceptedRow(
        UsageSource.of(row.getAs("source")).orElseThrow(),
        row.getAs("usage_id"),
        new RowRank(
            row.getAs("recency"),
            row.<Instant>getAs("used_at"),
            row.getAs("digest"),
            text(row, "tie_text")),
        new RowOrigin(row.getAs("file"), row.getAs("content_hash"), row.getAs("line")),
        new Attribution(
            text(row, "session_id"),
            text(row, "job_id"),
            text(row, "room"),
            text(reported, "project_id"),
            text(reported, "folder_project"),
            text(reported, "account")),
        List.of(item),
        Optional.empty());
  }

  private static Optional<String> text(Row row, String column) {
    return Optional.ofNullable(row.getAs(column));
  }

  private static OptionalLong context(Row row) {
    Long tokens = row.getAs("context_tokens");
    return tokens == null ? OptionalLong.empty() : OptionalLong.of(tokens);
  }

  static Quantities quantities(Row row, int place) {
    Quantities.Builder quantities = Quantities.builder();
    Map<String, BigDecimal> byCode = row.getJavaMap(place);
    byCode.forEach((code, quantity) -> quantities.add(Meter.of(code).orElseThrow(), quantity));
    return quantities.build();
  }

  static Set<Flag> flags(Row row, int place) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    row.<String>getList(place).forEach(code -> flags.add(Flag.of(code)));
    return flags;
  }
}
