package io.voxledger.usage.spark;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.money.Rounding;
import io.voxledger.time.Timestamps;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.Attribution;
import io.voxledger.usage.Flag;
import io.voxledger.usage.RowOrigin;
import io.voxledger.usage.RowRank;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.UsageItem;
import io.voxledger.usage.UsageSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The compact bytes as which a row travels between tasks: a row of twenty columns costs several
 * times as much to encode. Only one run writes and reads them; nothing is kept in this form.
 */
public final class RowCodec {
  private static final UsageSource[] SOURCES = UsageSource.values();
  private static final Kind[] KINDS = Kind.values();
  private static final Meter[] METERS = Meter.values();
  private static final Flag[] FLAGS = Flag.values();

  private final ByteWriter out = new ByteWriter();

  /** The row's bytes. Not safe for use by several threads. */
  public byte[] encode(AcceptedRow row) {
    out.reset();
    out.number(row.source().ordinal());
    out.text(row.identity());
    out.fixed(row.rank().recency());
    out.fixed(Timestamps.toMicros(row.rank().usedAt()));
    out.text(row.rank().digest());
    out.optional(row.rank().tieText());
    out.text(row.origin().file());
    out.text(row.origin().contentHash());
    out.number(row.origin().line());
    attribution(row.attribution());
    out.number(row.items().size());
    row.items().forEach(this::item);
    out.optional(row.fact().map(FactJson::write));
    return out.toBytes();
  }

  private void attribution(Attribution attribution) {
    out.optional(attribution.sessionId());
    out.optional(attribution.jobId());
    out.optional(attribution.room());
    out.optional(attribution.projectId());
    out.optional(attribution.folderProject());
    out.optional(attribution.account());
  }

  private void item(UsageItem item) {
    out.text(item.part());
    out.number(item.kind().ordinal());
    out.text(item.provider());
    out.optional(item.biller());
    out.optional(item.route());
    out.text(item.model());
    out.optional(item.serviceTier());
    out.optional(item.region());
    out.number(item.contextTokens().isPresent() ? 1 : 0);
    item.contextTokens().ifPresent(out::fixed);
    out.number(item.flags().stream().mapToLong(flag -> 1L << flag.ordinal()).sum());
    out.number(item.quantities().meters().size());
    for (Map.Entry<Meter, BigDecimal> entry : item.quantities().asMap().entrySet()) {
      out.number(entry.getKey().ordinal());
      out.bytes(entry.getValue().unscaledValue().toByteArray());
    }
  }

  /** The row of those bytes. */
  public static AcceptedRow decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    UsageSource source = SOURCES[(int) in.number()];
    String identity = in.text();
    RowRank rank =
        new RowRank(in.fixed(), Timestamps.ofMicros(in.fixed()), in.text(), in.optional());
    RowOrigin origin = new RowOrigin(in.text(), in.text(), in.number());
    Attribution attribution =
        new Attribution(
            in.optional(),
            in.optional(),
            in.optional(),
            in.optional(),
            in.optional(),
            in.optional());
    int count = (int) in.number();
    List<UsageItem> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(item(in));
    }
    Optional<SessionFact> fact = in.optional().map(json -> FactJson.read(json, SessionFact.class));
    return new AcceptedRow(source, identity, rank, origin, attribution, items, fact);
  }

  private static UsageItem item(ByteReader in) {
    String part = in.text();
    Kind kind = KINDS[(int) in.number()];
    String provider = in.text();
    Optional<String> biller = in.optional();
    Optional<String> route = in.optional();
    String model = in.text();
    Optional<String> tier = in.optional();
    Optional<String> region = in.optional();
    OptionalLong context = in.number() == 1 ? OptionalLong.of(in.fixed()) : OptionalLong.empty();
    Set<Flag> flags = flags(in.number());
    return new UsageItem(
        part, kind, provider, biller, route, model, tier, region, context, quantities(in), flags);
  }

  private static Quantities quantities(ByteReader in) {
    Quantities.Builder quantities = Quantities.builder();
    for (long left = in.number(); left > 0; left--) {
      Meter meter = METERS[(int) in.number()];
      BigInteger unscaled = new BigInteger(in.bytes());
      quantities.add(meter, new BigDecimal(unscaled, Rounding.QUANTITY_SCALE));
    }
    return quantities.build();
  }

  private static Set<Flag> flags(long bits) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (Flag flag : FLAGS) {
      if ((bits & (1L << flag.ordinal())) != 0) {
        flags.add(flag);
      }
    }
    return flags;
  }
}
