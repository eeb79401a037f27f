package io.voxledger.sources.bills;

import com.google.auto.service.AutoService;
import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.measure.Basis;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.LineDraft.Payer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Telnyx detail records ({@code GET /v2/detail_records}), a page of them or one a line. What is
 * billed is {@code billed_sec}, not the call's length; a carrier's fee comes on top. A record
 * belongs to the day on which it began. Phone numbers are not kept.
 */
@AutoService(BillReader.class)
public final class TelnyxReader implements BillReader {
  private static final String BILLER = "telnyx";
  private static final BillSource SOURCE =
      BillSource.appending("telnyx", 100, Grain.DAY).of(BILLER);
  private static final List<String> BEGINNINGS =
      List.of("started_at", "joined_at", "start_time", "answered_at", "created_at");

  @Override
  public BillSource source() {
    return SOURCE;
  }

  @Override
  public BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile {
    Payer payer = Payer.of(BILLER, names.account(file, BILLER));
    return LinedFile.read(file, text, payer.scope(), row -> records(row, payer));
  }

  private static List<BillBucket> records(JsonObject row, Payer payer) {
    List<JsonObject> records = row.has("data") ? row.objects("data") : List.of(row);
    return records.stream().flatMap(record -> record(record, payer)).toList();
  }

  private static Stream<BillBucket> record(JsonObject record, Payer payer) {
    String id =
        record.text("id").or(() -> record.text("call_id")).orElseThrow(() -> record.missing("id"));
    Optional<String> type = record.text("record_type");
    BillPeriod day = Days.of(beginning(record));
    List<BillBucket> stated = new ArrayList<>();
    if (record.has("cost")) {
      LineDraft line =
          LineDraft.of(id, payer, day)
              .lineItem(type)
              .model(type)
              .quantity(
                  record.quantity("billed_sec").map(s -> BilledQuantity.of(s, Basis.SECONDS)));
      stated.addAll(LinedFile.stating(day, line.costs(money(record, "cost"))));
    }
    if (record.has("carrier_fee")) {
      LineDraft fee =
          LineDraft.of(id + " carrier fee", payer, day)
              .lineItem(type.map(name -> name + ", carrier fee"));
      stated.addAll(LinedFile.stating(day, fee.costs(money(record, "carrier_fee"))));
    }
    return stated.stream();
  }

  private static Money money(JsonObject record, String name) {
    return Money.of(record.money(name), record.needText("currency"), record.at(name));
  }

  private static Instant beginning(JsonObject record) {
    return BEGINNINGS.stream()
        .filter(record::has)
        .findFirst()
        .map(record::instant)
        .orElseThrow(
            () ->
                new RowProblem(Reason.NO_TIMESTAMP, record.place() + " has none of " + BEGINNINGS));
  }
}
