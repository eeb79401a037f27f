package io.voxledger.sources.bills;

import com.google.auto.service.AutoService;
import io.voxledger.billed.Amounts;
import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine.More;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.measure.Basis;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.LineDraft.Payer;
import io.voxledger.time.Timestamps;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Twilio's call log ({@code …/Calls.csv}, whose columns come in any order, or its JSON objects a
 * line). A price is below 0, and not there until it is known: until then, and for calls that never
 * connected, the log bills nothing. Every leg is a call and rounded up to a minute by itself; it
 * belongs to the day on which it started. Phone numbers are not kept.
 */
@AutoService(BillReader.class)
public final class TwilioCallsReader implements BillReader {
  private static final BillSource SOURCE =
      BillSource.appending("twilio-calls", 90, Grain.DAY)
          .of(TwilioUsageReader.BILLER)
          .in(Amounts.CHARGES_BELOW_ZERO);
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60);

  @Override
  public BillSource source() {
    return SOURCE;
  }

  @Override
  public BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile {
    String account = names.account(file, TwilioUsageReader.BILLER);
    return LinedFile.read(file, text, account, row -> call(plainNames(row), account));
  }

  /** {@code StartTime} in CSV is {@code start_time} in JSON. */
  private static JsonObject plainNames(JsonObject row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    row.fields()
        .forEach(
            (name, value) -> fields.put(name.replace("_", "").toLowerCase(Locale.ROOT), value));
    return new JsonObject(fields, row.place());
  }

  private static List<BillBucket> call(JsonObject call, String defaultAccount) {
    String sid = call.needText("sid");
    if (!call.has("price")) {
      return List.of();
    }
    String account = call.text("accountsid").orElse(defaultAccount);
    Instant start = call.instant("starttime", TwilioCallsReader::instant);
    Optional<Instant> updated =
        call.has("dateupdated")
            ? Optional.of(call.instant("dateupdated", TwilioCallsReader::instant))
            : Optional.empty();
    Money money =
        Money.of(
            SOURCE.amounts().exact(call.money("price")), call.needText("priceunit"), "the price");
    return LinedFile.stating(
        Days.of(start),
        LineDraft.of(sid, Payer.of(TwilioUsageReader.BILLER, account), Days.of(start))
            .lineItem(call.text("direction"))
            .model(call.text("direction"))
            .quantity(call.quantity("duration").map(TwilioCallsReader::billed))
            .more(More.NOTHING.revisedAt(updated))
            .costs(money));
  }

  private static BilledQuantity billed(BigDecimal seconds) {
    BigDecimal minutes = seconds.divide(MINUTE, 0, RoundingMode.CEILING);
    return BilledQuantity.of(minutes.multiply(MINUTE), Basis.SECONDS);
  }

  /** {@code Wed, 18 Nov 2026 13:15:19 +0000} (RFC 2822), or ISO 8601. */
  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException notOfThatForm) {
      return Timestamps.parse(text);
    }
  }
}
