package io.voxledger.sources.bills;

import com.google.auto.service.AutoService;
import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.LineDraft.Payer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Deepgram's billing breakdown ({@code GET /v1/projects/{id}/billing/breakdown}). Dollars are JSON
 * numbers, taken as written; the last day is included. A line item is {@code streaming::nova-3}:
 * how, then the model. There are no quantities and no pages.
 */
@AutoService(BillReader.class)
public final class DeepgramBillingReader implements BillReader {
  private static final String BILLER = "deepgram";
  private static final BillSource SOURCE =
      BillSource.restating("deepgram-billing", 70, Grain.DAY).of(BILLER);
  private static final String MODEL_FOLLOWS = "::";

  @Override
  public BillSource source() {
    return SOURCE;
  }

  @Override
  public BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile {
    Payer payer = Payer.of(BILLER, names.account(file, BILLER));
    return PagedFile.read(
        file,
        text,
        breakdown ->
            new PagedFile.Page(false, OptionalInt.empty(), payer.scope(), days(breakdown, payer)));
  }

  /** Every day that the breakdown covers, whether or not something was used on it. */
  private static List<BillBucket> days(JsonObject breakdown, Payer payer) {
    Map<BillPeriod, List<BillLine>> lines = new LinkedHashMap<>();
    if (isByDay(breakdown)) {
      Days.each(breakdown.date("start"), breakdown.date("end"))
          .forEach(day -> lines.put(day, new ArrayList<>()));
    }
    for (JsonObject result : breakdown.objects("results")) {
      BillLine line = line(breakdown, result, payer);
      lines.computeIfAbsent(line.period(), period -> new ArrayList<>()).add(line);
    }
    List<BillBucket> days = new ArrayList<>();
    lines.forEach((day, of) -> days.add(new BillBucket(Optional.of(payer.scope()), day, of)));
    return days;
  }

  private static boolean isByDay(JsonObject breakdown) {
    return breakdown
        .objectIfAny("resolution")
        .filter(r -> r.text("units").filter("day"::equals).isPresent())
        .filter(r -> r.text("amount").filter("1"::equals).isPresent())
        .isPresent();
  }

  private static BillLine line(JsonObject breakdown, JsonObject result, Payer payer) {
    JsonObject grouping = result.object("grouping");
    JsonObject dated = grouping.has("start") ? grouping : breakdown;
    BillPeriod period = Days.inclusive(dated.date("start"), dated.date("end"));
    Optional<String> lineItem = grouping.text("line_item");
    return LineDraft.of(Fingerprint.of(grouping), payer, period)
        .lineItem(lineItem)
        .model(lineItem.filter(item -> item.contains(MODEL_FOLLOWS)).map(item -> model(item)))
        .costs(Money.of(result.money("dollars"), "USD", result.at("dollars")));
  }

  private static String model(String lineItem) {
    return lineItem.substring(lineItem.indexOf(MODEL_FOLLOWS) + MODEL_FOLLOWS.length());
  }
}
